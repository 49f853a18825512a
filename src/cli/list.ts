/** `scimspec list` and `scimspec explain` */
import { loadCatalogue } from "../catalogue/load.ts";
import { nearest } from "../config/words.ts";
import type { Check, Invariant } from "../model/check.ts";
import { classOf } from "../model/requirement.ts";
import { listFaults } from "../reference/faults/index.ts";
import { loadSuites } from "../suites.ts";
import { EXIT } from "./exit.ts";

interface Listing {
  readonly checks: readonly object[];
  readonly requirements: readonly object[];
  readonly faults: readonly object[];
}

async function all(): Promise<readonly (Check | Invariant)[]> {
  const { checks, invariants } = await loadSuites();
  return [...checks, ...invariants].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function listing(): Promise<Listing> {
  const checks = await all();
  const by = (id: string, may: boolean, level: string) => ((level === "may") === may ? checks.filter((c) => c.verifies.includes(id)).map((c) => c.id) : []);
  return {
    checks: checks.map((c) => ({
      id: c.id,
      title: c.title,
      suite: c.suite,
      verifies: c.verifies,
      detects: c.detects,
      needs: c.kind === "check" ? (c.needs ?? []).map((n) => n.label) : [],
    })),
    requirements: loadCatalogue().requirements.map((r) => ({
      id: r.id,
      rfc: r.rfc,
      section: r.section,
      level: r.level,
      area: r.area,
      testable: r.testable,
      verifiedBy: by(r.id, false, classOf(r.level)),
      observedBy: by(r.id, true, classOf(r.level)),
      excluded: r.excluded?.reason ?? null,
      deferred: r.deferred ?? null,
    })),
    faults: listFaults().map(({ id, area, strength, title }) => ({ id, area, strength, title })),
  };
}

/** Prints what there is. `what`: checks, requirements, faults; undefined prints everything. */
export async function listCommand(what: string | undefined, json: boolean): Promise<number> {
  if (what !== undefined && !["checks", "requirements", "faults"].includes(what)) {
    process.stderr.write(`list ${what}: not known; allowed: checks, requirements, faults\n`);
    return EXIT.usage;
  }
  const found = await listing();
  const wanted = what === undefined ? found : { [what]: found[what as keyof Listing] };
  if (json) process.stdout.write(`${JSON.stringify(wanted, null, 1)}\n`);
  else for (const [name, items] of Object.entries(wanted)) process.stdout.write(`${name} (${items.length})\n${items.map(line).join("\n")}\n`);
  return EXIT.conformant;
}

function line(item: object): string {
  const { id, title, level, area } = item as { id: string; title?: string; level?: string; area?: string };
  return `  ${id}  ${title ?? `${level ?? ""} ${area ?? ""}`}`;
}

function explainCheck(c: Check | Invariant): string {
  const requirements = new Map(loadCatalogue().requirements.map((r) => [r.id, r]));
  const judged = c.verifies.map((id) => `  ${id} (${requirements.get(id)?.level}, RFC ${requirements.get(id)?.rfc} section ${requirements.get(id)?.section})\n    ${requirements.get(id)?.summary.trim()}`);
  return [`${c.kind} ${c.id}`, `  A conforming server: ${c.title}`, `  If not: ${c.failureTitle}`, "Judges", ...judged, "What to do", `  ${c.remedy}`, "Proven able to fail by", ...c.detects.map((d) => `  ${d}`), ""].join("\n");
}

/** Explains a check, a requirement or a fault. */
export async function explainCommand(id: string): Promise<number> {
  const checks = await all();
  const check = checks.find((c) => c.id === id);
  const requirement = loadCatalogue().requirements.find((r) => r.id === id);
  const fault = listFaults().find((f) => f.id === id);
  if (check) process.stdout.write(explainCheck(check));
  else if (requirement) {
    const r = requirement;
    const by = checks.filter((c) => c.verifies.includes(id)).map((c) => c.id);
    const state = by.length > 0 ? `Judged by ${by.join(", ")}` : r.excluded ? `Excluded (${r.excluded.kind}): ${r.excluded.reason}` : r.deferred !== undefined ? `Deferred: needs ${r.deferred}` : "No check yet";
    process.stdout.write(`requirement ${r.id}\n  ${r.level}, RFC ${r.rfc} section ${r.section}, lines ${r.lines.join("-")}, area ${r.area}\n  ${r.summary.trim()}\n${r.how ? `How it is judged\n  ${r.how.trim()}\n` : ""}${state}\nhttps://www.rfc-editor.org/rfc/rfc${r.rfc}#section-${r.section}\n`);
  } else if (fault) {
    const by = checks.filter((c) => c.detects.includes(id)).map((c) => c.id);
    process.stdout.write(`fault ${fault.id} (${fault.strength}, ${fault.area})\n  ${fault.title}\nViolates\n${fault.requirements.map((r) => `  ${r}`).join("\n")}\nDetected by\n${by.map((c) => `  ${c}`).join("\n")}\nTry it: scimspec serve --fault ${fault.id}\n`);
  } else {
    const near = nearest(id, [...checks.map((c) => c.id), ...loadCatalogue().requirements.map((r) => r.id), ...listFaults().map((f) => f.id)]);
    process.stderr.write(`${id} is no check, requirement or fault${near === undefined ? "" : `; did you mean ${near}?`}\n`);
    return EXIT.usage;
  }
  return EXIT.conformant;
}
