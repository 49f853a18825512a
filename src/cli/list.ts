/** `scimspec list` */
import { decisionOf } from "../catalogue/carried.ts";
import { classOf, type Requirement } from "../model/requirement.ts";
import { EXIT } from "./exit.ts";
import { judgesOf, loadSubjects, type Subjects } from "./subjects.ts";

const KINDS = ["checks", "requirements", "faults", "ambiguities", "codes"] as const;
type Kind = (typeof KINDS)[number];
const ALIASES: Readonly<Record<string, Kind>> = { decisions: "ambiguities" };

/** One item: its members as JSON, and its line for people. */
interface Item {
  readonly json: { readonly id: string; readonly [member: string]: unknown };
  readonly text: string;
}

function check(c: Subjects["checks"][number]): Item {
  const needs = c.kind === "check" ? (c.needs ?? []).map((n) => n.label) : [];
  return { json: { id: c.id, title: c.title, suite: c.suite, verifies: c.verifies, detects: c.detects, needs }, text: c.title };
}

function requirement(r: Requirement, checks: Subjects["checks"]): Item {
  const by = judgesOf(r.id, checks);
  const may = classOf(r.level) === "may";
  const { id, rfc, section, level, area, testable } = r;
  const json = { id, rfc, section, level, area, testable, verifiedBy: may ? [] : by, observedBy: may ? by : [], excluded: r.excluded?.reason ?? null, deferred: r.deferred ?? null };
  return { json, text: `${level} ${area}` };
}

function ambiguity(point: Subjects["catalogue"]["ambiguities"][number], catalogue: Subjects["catalogue"]): Item {
  const { codes, requirements, carrier } = decisionOf(point, catalogue);
  const { id, rfc, title, verdict } = point;
  return { json: { id, rfc, title, verdict, carriedBy: carrier, codes: codes.map((c) => c.code), requirements: requirements.map((r) => r.id) }, text: title };
}

function code({ code: id, ...rest }: Subjects["catalogue"]["codes"][number]): Item {
  return { json: { id, ...rest }, text: `${rest.rfc} in rfc, ${rest.strict} in strict: ${rest.why}` };
}

function itemsOf(kind: Kind, { checks, catalogue, faults }: Subjects): readonly Item[] {
  switch (kind) {
    case "checks":
      return checks.map(check);
    case "requirements":
      return catalogue.requirements.map((r) => requirement(r, checks));
    case "faults":
      return faults.map(({ id, area, strength, title }) => ({ json: { id, area, strength, title }, text: title }));
    case "ambiguities":
      return catalogue.ambiguities.map((p) => ambiguity(p, catalogue));
    case "codes":
      return catalogue.codes.map(code);
  }
}

/** Prints what there is. `what`: checks, requirements, faults, ambiguities (or decisions), codes; undefined prints everything. */
export async function listCommand(what: string | undefined, json: boolean): Promise<number> {
  const kinds = what === undefined ? KINDS : KINDS.filter((k) => k === (ALIASES[what] ?? what));
  if (kinds.length === 0) {
    process.stderr.write(`list ${what}: not known; allowed: ${KINDS.join(", ")}\n`);
    return EXIT.usage;
  }
  const subjects = await loadSubjects();
  const found = kinds.map((kind) => [kind, itemsOf(kind, subjects)] as const);
  if (json) process.stdout.write(`${JSON.stringify(Object.fromEntries(found.map(([kind, items]) => [kind, items.map((i) => i.json)])), null, 1)}\n`);
  else for (const [kind, items] of found) process.stdout.write(`${kind} (${items.length})\n${items.map((i) => `  ${i.json.id}  ${i.text}\n`).join("")}`);
  return EXIT.conformant;
}
