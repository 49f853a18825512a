/** The figures of the README, beside those of other testers (docs/peers.yaml; facts from public sources). */
import type { Catalogue } from "./catalogue/catalogue.ts";
import { coverageOf, type Verified } from "./coverage.ts";

export interface Figures {
  readonly catalogue: Catalogue;
  readonly verified: Verified;
  readonly checks: number;
  readonly faults: number;
  /** Rows of docs/peers.yaml, and those with a check. */
  readonly peers: { readonly all: number; readonly mapped: number };
}

const BEGIN = "<!-- figures: written by npm run detection -->";
const END = "<!-- end of figures -->";

/** The table. */
export function renderFigures({ catalogue, verified, checks, faults, peers }: Figures): string {
  const states = catalogue.requirements.filter((r) => r.testable !== "no").map((r) => coverageOf(r, verified));
  const count = (state: string): number => states.filter((s) => s === state).length;
  return [
    "| | scimspec | the most that another tester has |",
    "|---|---|---|",
    `| testable requirements of RFC 7643, 7644 and 9865 | ${count("verified")} verified and ${count("observed")} observed of ${states.length}; ${count("excluded")} restate others or are excluded with a reason, ${count("open") + count("deferred")} open ([docs/coverage.md](docs/coverage.md)) | 145 testable requirements (scim2/test-suite) |`,
    `| checks and invariants | ${checks} ([docs/checks](docs/checks)) | 149 test functions (scim2/test-suite); about 125 tests (WSO2 1.0) |`,
    `| faults that prove them | ${faults} ([docs/detection.md](docs/detection.md)) | none is tested against broken servers |`,
    `| behaviours that seventeen testers check between them (MUST, SHOULD, optional) | ${peers.mapped} of ${peers.all}, the others with a reason ([docs/peers.yaml](docs/peers.yaml)) | 281 (the own tests of one server); 194 (scim2/test-suite) |`,
  ].join("\n");
}

/** A README with its table replaced. Throws if the marks are missing. */
export function withFigures(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no marks ${BEGIN} and ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n${table}\n${readme.slice(to)}`;
}
