/** What is wrong with a plugin's exports: sentences that name the member and what to write. Everything in it is untyped. */
import { nearest } from "./config/words.ts";
import { LEVELS } from "./model/requirement.ts";
import type { Located } from "./plugin-location.ts";
import { unwritten } from "./suites.ts";

/** What a plugin may refer to, and must not claim. */
export interface Known {
  /** Checks of the suites and of plugins before it. */
  readonly checks: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly requirements: ReadonlySet<string>;
  /** Names of plugins before it, with their modules. */
  readonly plugins: ReadonlyMap<string, string>;
}

type Loose = Readonly<Record<string, unknown>>;

/** As npm allows: what a check of the plugin is called by stands behind it. */
const NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/;
const EXPORTS = ["name", "checks", "invariants", "requirements"];
const MEMBERS = {
  check: "id title failureTitle for verifies needs after detects generates mutates remedy run kind suite".split(" "),
  invariant: "id title failureTitle verifies detects remedy judge judgeAll kind suite".split(" "),
  requirement: ["id", "level", "text", "link"],
};
const FOR = ["User", "Group", "each-resource-type", "any-resource-type"];
const MUTATES = ["nothing", "own-resources", "discovery"];

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isList = (value: unknown, holds: (v: unknown) => boolean = isText): boolean => Array.isArray(value) && value.every(holds);
const loose = (value: unknown): Loose => (typeof value === "object" && value !== null ? (value as Loose) : {});
const shown = (value: unknown): string => (value === undefined ? "missing" : (JSON.stringify(value)?.slice(0, 60) ?? "a function"));
const meant = (word: string, among: Iterable<string>): string => {
  const near = nearest(word, [...among]);
  return near === undefined ? "" : `; did you mean ${near}?`;
};

function nameProblem(name: unknown, { packageName }: Located, { areas, plugins }: Known): string | null {
  if (!isText(name)) return 'it exports no `name`: write export const name = "acme", what the ids of its checks begin with';
  if (packageName !== null && name !== packageName) return `its name is ${name}, and that of a package's plugin is the package's: ${packageName}; leave the export \`name\` out`;
  if (!NAME.test(name) || name === "scimspec" || name === "rfc") return `its name is ${name}; a name has lower-case letters, digits, dots and hyphens, such as acme or @acme/scim-checks, and is none of scimspec's own`;
  if (areas.has(name) && !plugins.has(name)) return `its name is ${name}, which is an area of scimspec's own checks; choose another`;
  const other = plugins.get(name);
  return other === undefined ? null : `its name is ${name}, and so is that of ${other}; each plugin has a name of its own`;
}

/** The id with its prefix, or what is wrong with it. */
function idProblem(id: unknown, name: string, example: string): string | null {
  if (!isText(id)) return `its id is ${shown(id)}; write "${name}/${example}"`;
  if (!id.startsWith(`${name}/`)) return `its id must begin with the plugin's name: "${name}/${WORDS.test(id) ? id : example}"`;
  return WORDS.test(id.slice(name.length + 1)) ? null : `behind ${name}/ its id has lower-case words joined by hyphens, and slashes between them, such as "${name}/${example}"`;
}

function textProblems(value: Loose, members: readonly string[]): readonly string[] {
  return members.flatMap((member) => {
    const text = value[member];
    if (!isText(text)) return [`${member} is ${shown(text)}; write a text`];
    return unwritten(text) ? [`${member} still is the placeholder of the skeleton: write it`] : [];
  });
}

function unknownMembers(value: Loose, kind: keyof typeof MEMBERS): readonly string[] {
  return Object.keys(value).filter((key) => !MEMBERS[kind].includes(key)).map((key) => (key === "provides" ? "provides explains checks of the RFCs, and belongs to the suites: leave it out" : `unknown member ${key}${meant(key, MEMBERS[kind])}`));
}

interface Scope {
  readonly name: string;
  readonly checks: ReadonlySet<string>;
  readonly requirements: ReadonlySet<string>;
  readonly faults: ReadonlySet<string>;
}

function references(value: Loose, member: string, known: ReadonlySet<string>, what: string): readonly string[] {
  const list = value[member];
  if (list === undefined) return [];
  if (!isList(list)) return [`${member} is ${shown(list)}; write a list of ids`];
  return (list as string[]).filter((id) => !known.has(id)).map((id) => `${member} names ${id}, which is ${what}${meant(id, known)}`);
}

/** What checks and invariants have in common. */
function commonProblems(value: Loose, kind: "check" | "invariant", scope: Scope): readonly string[] {
  const id = idProblem(value["id"], scope.name, kind === "check" ? "patch/something" : "something");
  const verifies = value["verifies"];
  const none = Array.isArray(verifies) && verifies.length > 0 ? [] : [`verifies is ${shown(verifies)}; name the requirements that it judges`];
  return [
    ...(id === null ? [] : [id]),
    ...unknownMembers(value, kind),
    ...textProblems(value, ["title", "failureTitle", "remedy"]),
    ...none,
    ...(none.length > 0 ? [] : references(value, "verifies", scope.requirements, "no requirement of the RFCs or of this plugin")),
    ...references(value, "detects", scope.faults, "no fault of the reference server"),
  ];
}

function checkProblems(value: Loose, scope: Scope): readonly string[] {
  const { for: type, needs, mutates, run, generates } = value;
  const isNeed = (n: unknown): boolean => isText(loose(n)["label"]) && typeof loose(n)["test"] === "function";
  return [
    ...commonProblems(value, "check", scope),
    ...(type === undefined || FOR.includes(String(type)) ? [] : [`for is ${shown(type)}; allowed: ${FOR.join(", ")}, or nothing`]),
    ...(needs === undefined || isList(needs, isNeed) ? [] : ['needs holds what capability("patch"), attribute.writable("User", "emails") and the like give']),
    ...references(value, "after", scope.checks, "no check"),
    ...(MUTATES.includes(String(mutates)) ? [] : [`mutates is ${shown(mutates)}; allowed: ${MUTATES.join(", ")}`]),
    ...(generates === undefined || generates === true ? [] : [`generates is ${shown(generates)}; allowed: true, or nothing`]),
    ...(typeof run === "function" ? [] : ["run is missing: write async run({ scim, given, expect }) { ... }"]),
  ];
}

function invariantProblems(value: Loose, scope: Scope): readonly string[] {
  const judges = ["judge", "judgeAll"].filter((m) => value[m] !== undefined);
  const wrong = judges.length === 0 || judges.some((m) => typeof value[m] !== "function");
  return [...commonProblems(value, "invariant", scope), ...(wrong ? ["judge is missing: write judge(exchange, { expect, target }) { ... }, or judgeAll"] : [])];
}

function requirementProblems(value: Loose, name: string): readonly string[] {
  const id = idProblem(value["id"], name, "users-have-mail");
  const { level, link } = value;
  return [
    ...(id === null ? [] : [id]),
    ...unknownMembers(value, "requirement"),
    ...(LEVELS.some((l) => l === level) ? [] : [`level is ${shown(level)}${meant(String(level), LEVELS)}; allowed: ${LEVELS.join(", ")}`]),
    ...textProblems(value, ["text"]),
    ...(isText(link) && /^https?:\/\//i.test(link) && URL.canParse(link) ? [] : [`link is ${shown(link)}; write the http(s) URL at which the rule can be read`]),
  ];
}

function exportProblems(module: Loose): readonly string[] {
  const problems: string[] = [];
  for (const member of ["checks", "invariants", "requirements"]) if (module[member] !== undefined && !Array.isArray(module[member])) problems.push(`its export \`${member}\` is no list`);
  const judging = ["checks", "invariants"].some((m) => Array.isArray(module[m]) && (module[m] as unknown[]).length > 0);
  if (problems.length === 0 && !judging) {
    const others = Object.keys(module).filter((k) => !EXPORTS.includes(k));
    const wrong = others.length === 0 ? "" : ` (it exports ${others.slice(0, 5).join(", ")})`;
    problems.push(`it exports neither checks nor invariants${wrong}: write export const checks = [check({ ... })]`);
  }
  return problems;
}

/** Ids that stand twice, or that the plugin's requirements and checks share: whoever grades by id would mean both. */
function duplicateProblems(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map((id) => `the id ${id} is given twice; each check, invariant and requirement has one of its own`);
}

/** All that is wrong; empty for a plugin that can be used. `name` is the export, or else the package's name. */
export async function pluginProblems(module: Loose, name: unknown, located: Located, known: Known): Promise<readonly string[]> {
  const named = nameProblem(name, located, known);
  const exported = exportProblems(module);
  if (named !== null || exported.length > 0) return [...(named === null ? [] : [named]), ...exported];
  const list = (member: string): readonly Loose[] => ((module[member] ?? []) as readonly unknown[]).map(loose);
  const [checks, invariants, requirements] = [list("checks"), list("invariants"), list("requirements")];
  const idOf = (value: Loose): string => (isText(value["id"]) ? value["id"] : "");
  const proven = [...checks, ...invariants].some((c) => Array.isArray(c["detects"]) && c["detects"].length > 0);
  const scope: Scope = {
    name: String(name),
    checks: new Set([...known.checks, ...checks.map(idOf)]),
    requirements: new Set([...known.requirements, ...requirements.map(idOf)]),
    faults: new Set(proven ? (await import("./reference/faults/index.ts")).listFaults().map((f) => f.id) : []),
  };
  const kinds = [
    ...requirements.map((r, i) => [`requirement ${idOf(r) || i + 1}`, requirementProblems(r, scope.name)] as const),
    ...checks.map((c, i) => [`check ${idOf(c) || i + 1}`, c["kind"] === "check" ? checkProblems(c, scope) : ["is no check: write check({ ... }), imported from scimspec"]] as const),
    ...invariants.map((c, i) => [`invariant ${idOf(c) || i + 1}`, c["kind"] === "invariant" ? invariantProblems(c, scope) : ["is no invariant: write invariant({ ... }), imported from scimspec"]] as const),
  ];
  const ids = [...requirements, ...checks, ...invariants].map(idOf).filter((id) => id !== "");
  return [...kinds.flatMap(([what, problems]) => problems.map((p) => `${what}: ${p}`)), ...duplicateProblems(ids)];
}
