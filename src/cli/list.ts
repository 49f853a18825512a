/** `scimspec list` */
import { plain } from "../../reports/console.ts";
import { decisionOf } from "../catalogue/carried.ts";
import { classOf, type Requirement } from "../model/requirement.ts";
import { EXIT } from "./exit.ts";
import { judgesOf, loadSubjects, type Subjects } from "./subjects.ts";
import { complain } from "./target.ts";

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
      return checks.filter((c) => c.plugin === undefined).map(check);
    case "requirements":
      return catalogue.requirements.map((r) => requirement(r, checks.filter((c) => c.plugin === undefined)));
    case "faults":
      return faults.map(({ id, area, strength, title }) => ({ json: { id, area, strength, title }, text: title }));
    case "ambiguities":
      return catalogue.ambiguities.map((p) => ambiguity(p, catalogue));
    case "codes":
      return catalogue.codes.map(code);
  }
}

/** A heading, its name as a member of the JSON, and what stands under it. */
type Listed = readonly [heading: string, member: string, items: readonly Item[]];

/** Own checks and requirements, each plugin's under a heading of its own; of all plugins together in JSON. */
function ownItems(kind: Kind, { checks, plugins }: Subjects): readonly Listed[] {
  return plugins.flatMap((p): readonly Listed[] => {
    if (kind === "checks") return [[`own checks of ${p.name}`, "ownChecks", checks.filter((c) => c.plugin === p.name).map((c) => ({ ...check(c), json: { ...check(c).json, plugin: p.name } }))]];
    if (kind !== "requirements") return [];
    const items = p.requirements.map(({ id, level, text, link }) => ({ json: { id, plugin: p.name, level, text, link, verifiedBy: judgesOf(id, checks) }, text: `${level} ${text}` }));
    return [[`own requirements of ${p.name}`, "ownRequirements", items]];
  });
}

function joined(found: readonly Listed[]): Readonly<Record<string, readonly unknown[]>> {
  const members = [...new Set(found.map(([, member]) => member))];
  return Object.fromEntries(members.map((m) => [m, found.flatMap(([, member, items]) => (member === m ? items.map((i) => i.json) : []))]));
}

/**
 * Prints what there is. `what`: checks, requirements, faults, ambiguities (or decisions), codes; undefined prints everything. Flags:
 * `json`, and `config` and `extend` for own checks.
 */
export async function listCommand(what: string | undefined, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const kinds = what === undefined ? KINDS : KINDS.filter((k) => k === (ALIASES[what] ?? what));
  if (kinds.length === 0) {
    process.stderr.write(`list ${what}: not known; allowed: ${KINDS.join(", ")}\n`);
    return EXIT.usage;
  }
  try {
    const subjects = await loadSubjects(flags);
    const found = kinds.flatMap((kind): readonly Listed[] => [[kind, kind, itemsOf(kind, subjects)], ...ownItems(kind, subjects)]);
    if (flags["json"] === true) process.stdout.write(`${JSON.stringify(joined(found), null, 1)}\n`);
    else for (const [heading, , items] of found) process.stdout.write(`${heading} (${items.length})\n${items.map((i) => `  ${plain(`${i.json.id}  ${i.text}`)}\n`).join("")}`);
    return EXIT.conformant;
  } catch (error) {
    return complain(error);
  }
}
