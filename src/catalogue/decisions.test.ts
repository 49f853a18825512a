import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Requirement } from "../model/requirement.ts";
import type { AmbiguousPoint, FindingCode } from "./catalogue.ts";
import { renderDecision, renderDecisionPages } from "./decisions.ts";
import { loadCatalogue } from "./load.ts";

const FOLDER = new URL("../../docs/decisions/", import.meta.url);
const point: AmbiguousPoint = { id: "A03", rfc: 7643, title: "Names", where: "364-380", strict: "folded", lenient: "exact", verdict: "warn" };
const code: FindingCode = { code: "attributes/name-case-lost", requirement: "7643-2.1-x", rfc: "warn", strict: "fail", why: "A03, P116" };

describe("renderDecision", () => {
  test("shows the readings as sentences, the verdict, and the codes that rest on the point", () => {
    const page = renderDecision(point, { codes: [code, { ...code, code: "attributes/other", why: "A30" }], requirements: [] });
    expect(page).toContain("# A03: Names\n");
    expect(page).toContain("- Strict: folded.\n- Lenient: exact.\n");
    expect(page).toContain("## Verdict\n\nwarn.\n");
    expect(page).toContain("## Carried\n\nIn code: the finding code `attributes/name-case-lost`.\n");
    expect(page).toContain("| `attributes/name-case-lost` | `7643-2.1-x` | warn | fail |");
    expect(page).not.toContain("attributes/other");
  });

  test("shows the requirements that name the point", () => {
    const requirement = { id: "7643-2.1-x", rfc: 7643, section: "2.1", level: "SHOULD", testable: "yes", ambiguity: ["A03"] } as unknown as Requirement;
    const page = renderDecision(point, { codes: [], requirements: [requirement] });
    expect(page).toContain("- `7643-2.1-x` (SHOULD, RFC 7643 section 2.1)");
    expect(page).toContain("## Carried\n\nIn the catalogue: ");
  });

  test("leaves out what is not known", () => {
    const page = renderDecision({ id: "A99", rfc: 7643, title: "T", verdict: "accept." }, { codes: [], requirements: [] });
    expect(page).not.toMatch(/## (The text|Readings|Seen)/);
    expect(page).toContain("No finding code refers to this point.");
    expect(page).toContain("Nobody is blamed");
  });
});

describe("docs/decisions", () => {
  const pages = renderDecisionPages(loadCatalogue());

  test("holds one page per point and an index, and nothing else", () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
    expect(pages.size).toBe(200);
  });

  // Out of date? `npm run generate` writes the pages anew.
  test("is up to date with the catalogue", async () => {
    for (const [name, text] of pages) await expect(text).toMatchFileSnapshot(fileURLToPath(new URL(name, FOLDER)));
  });
});
