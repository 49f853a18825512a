/** What an implementation conformance statement says of a run, before any markup. */
import type { Expectation } from "../../src/model/expectation.ts";
import type { CheckResult, RequirementResult, Run } from "../../src/model/run.ts";
import { rfcSentence } from "../console.ts";
import { rfcChecks } from "../own.ts";
import { oneLine } from "../safe-text.ts";
import { day, isUnfinished, verdictWord } from "../summary.ts";

/** The answer of a proforma to one item. */
export type Support = "supported" | "not supported (fail)" | "not supported (warning)" | "implementer's choice" | "not tested";

/** The legend: each answer and what it rests on. */
export const LEGEND: readonly (readonly [answer: Support, meaning: string])[] = [
  ["supported", "The self-test judged the requirement, and every expectation held."],
  ["not supported (fail)", "The self-test found a deviation that the profile grades as a failure."],
  ["not supported (warning)", "The self-test found a deviation that the profile grades as a warning."],
  ["implementer's choice", "The RFC leaves it open; the note says what the product was seen to do. Neither choice is a deviation."],
  ["not tested", "The self-test has no verdict; the note says why. It is a claim neither of support nor of the lack of it."],
];

/** The status of an item in the words of a proforma (ISO/IEC 9646-7). */
export const STATUS: Readonly<Record<string, string>> = { must: "mandatory", should: "recommended", may: "optional" };

/** How much of one message a note quotes, in characters. */
const MAX_NOTE = 240;
/** Messages that a note quotes. */
const MAX_MESSAGES = 2;

export interface Item {
  readonly id: string;
  readonly summary: string;
  readonly level: string;
  readonly status: string;
  readonly support: Support;
  /** Of the support: a word for the style sheet. */
  readonly tone: "yes" | "no" | "choice" | "none";
  readonly note: string;
  /** Ids of the checks that judged it or could not. */
  readonly checks: readonly string[];
}

interface Context {
  readonly checks: ReadonlyMap<string, CheckResult>;
  readonly expectations: ReadonlyMap<string, readonly Expectation[]>;
}

function context(run: Run): Context {
  const expectations = new Map<string, Expectation[]>();
  for (const e of rfcChecks(run).flatMap((c) => c.expectations)) {
    const list = expectations.get(e.requirement);
    if (list) list.push(e);
    else expectations.set(e.requirement, [e]);
  }
  return { checks: new Map(rfcChecks(run).map((c) => [c.id, c])), expectations };
}

const quote = (messages: readonly string[]): string => {
  const different = [...new Set(messages.map((m) => oneLine(m, MAX_NOTE)))];
  const more = different.length - MAX_MESSAGES;
  return `${different.slice(0, MAX_MESSAGES).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
};

/** The reasons why the requirement's checks ended with that outcome. */
function reasons(r: RequirementResult, outcome: string, { checks }: Context): string {
  const mine = r.checks.flatMap((id) => checks.get(id) ?? []).filter((c) => c.outcome === outcome || c.instances.some((i) => i.outcome === outcome));
  return quote(mine.flatMap((c) => c.reason ?? c.instances.find((i) => i.outcome === outcome)?.reason ?? []));
}

function causesOf(r: RequirementResult, { checks }: Context): string {
  const ids = new Set(r.checks.flatMap((id) => checks.get(id)?.blockedBy ?? []));
  return ids.size === 0 ? "" : ` (because of ${oneLine([...ids].slice(0, 3).join(", "))})`;
}

/** Why there is no verdict. */
function untested(r: RequirementResult, c: Context): string {
  const because = (words: string, detail: string) => (detail === "" ? words : `${words}: ${detail}`);
  if (r.outcome === "skip") {
    const why = reasons(r, "skip", c);
    return why === "" ? "not applicable, nothing in this run to judge it by" : `not applicable, the product does not offer it: ${why}`;
  }
  if (r.outcome === "blocked") return `${because("blocked by another failure", reasons(r, "blocked", c))}${causesOf(r, c)}`;
  if (r.outcome === "error") return because("an error of the test suite", reasons(r, "error", c));
  if (r.outcome === "excluded") return because("not tested by itself", oneLine(r.excluded ?? "", 600));
  if (r.outcome === "deferred") return because("not covered by the test suite yet", oneLine(r.deferred ?? "", 600));
  if (r.outcome === "not-selected") return "not selected for this run";
  return "no evidence came up in this run";
}

function found(r: RequirementResult, { checks }: Context): string {
  return quote(r.checks.flatMap((id) => checks.get(id)?.findings ?? []).filter((f) => f.requirement === r.id).map((f) => `${f.flaky === true ? "flaky, gone when repeated: " : ""}${f.message}`));
}

/** Support of what passed: for what the RFC leaves open, a pass says only that no rule was broken. */
function passed(r: RequirementResult, { expectations }: Context): readonly [Support, Item["tone"], string] {
  const all = expectations.get(r.id) ?? [];
  const seen = all.filter((e) => e.observation === true);
  const ungraded = all.filter((e) => e.observation !== true && !e.ok);
  const held = all.some((e) => e.observation !== true && e.ok);
  const notes = quote([...ungraded, ...seen].map((e) => e.message));
  if (r.class === "may" && (ungraded.length > 0 || !held)) return ["implementer's choice", "choice", notes === "" ? "" : `seen: ${notes}`];
  return ["supported", "yes", ungraded.length > 0 ? `not graded by the profile: ${quote(ungraded.map((e) => e.message))}` : ""];
}

function answer(r: RequirementResult, c: Context): readonly [Support, Item["tone"], string] {
  if (r.outcome === "pass") return passed(r, c);
  if (r.outcome === "fail") return ["not supported (fail)", "no", found(r, c)];
  if (r.outcome === "warn") return ["not supported (warning)", "no", found(r, c)];
  return ["not tested", "none", untested(r, c)];
}

function item(r: RequirementResult, c: Context): Item {
  const [support, tone, note] = answer(r, c);
  const text = (t: string) => oneLine(t, 1500);
  return { id: text(r.id), summary: text(r.summary), level: text(r.level), status: STATUS[r.class] ?? "", support, tone, note, checks: r.checks.map(text) };
}

export interface Section {
  readonly section: string;
  readonly items: readonly Item[];
}

export interface Rfc {
  readonly rfc: number;
  readonly sections: readonly Section[];
}

/** RFCs and sections in the order of the run's requirements, which is that of the RFCs' texts. */
function byRfc(run: Run, c: Context): readonly Rfc[] {
  const rfcs = new Map<number, Map<string, Item[]>>();
  for (const r of run.requirements) {
    const sections = rfcs.get(r.rfc) ?? new Map<string, Item[]>();
    const items = sections.get(r.section) ?? [];
    items.push(item(r, c));
    rfcs.set(r.rfc, sections.set(r.section, items));
  }
  return [...rfcs].map(([rfc, sections]) => ({ rfc, sections: [...sections].map(([section, items]) => ({ section: oneLine(section, 60), items })) }));
}

/** Rows of the answers, columns of the status: how many items. */
function totals(rfcs: readonly Rfc[]) {
  const items = rfcs.flatMap((r) => r.sections.flatMap((s) => s.items));
  const count = (support: Support, status?: string) => items.filter((i) => i.support === support && (status === undefined || i.status === status)).length;
  return LEGEND.map(([support]) => ({ support, mandatory: count(support, "mandatory"), recommended: count(support, "recommended"), optional: count(support, "optional"), all: count(support) }));
}

function capabilities(run: Run) {
  const word = (v: boolean | null, words: readonly [yes: string, no: string, unknown: string]) => words[v === null ? 2 : v ? 0 : 1];
  return run.capabilities.map(({ id, declared, observed, override }) => ({
    id: oneLine(id, 100),
    declared: word(declared, ["declared", "declared as absent", "nothing declared"]),
    observed: word(observed, ["works", "does not work", "not exercised"]),
    note: override ? `set by the configuration to ${override.supported ? "supported" : "not supported"}: ${oneLine(override.reason, 300)}` : declared !== null && observed !== null && declared !== observed ? "declaration and observation differ" : "",
  }));
}

/** What identifies product, suite and run. */
function identification(run: Run): readonly (readonly [name: string, value: string])[] {
  return [
    ["Product", run.target.name],
    ["Service under test", run.target.baseUrl],
    ["Standards", "RFC 7643, RFC 7644, RFC 9865 (SCIM 2.0)"],
    ["Test suite", `scimspec ${run.tool.version}, suite ${run.suite.version}`],
    ["Profile", `${run.suite.profile}, fails on ${run.failOn}`],
    ["Date of the run", day(run)],
    ["Seed of generated cases", String(run.seed)],
    ["Mode", run.mode === "read-only" ? "read-only: nothing was written, so that most of creating, changing and deleting is not tested" : "full"],
    ["Extent", `${rfcChecks(run).length} checks, ${run.limits.requests} requests`],
    ["Result", rfcSentence(run)],
  ].map(([name = "", value = ""]) => [name, oneLine(value, 800)] as const);
}

/** Lines to be filled in by the supplier. */
export const TO_FILL_IN: readonly string[] = ["Supplier", "Version of the product", "Configuration, tenant or edition tested", "Contact for questions about this statement"];
export const SIGNATURE: readonly string[] = ["Name", "Position", "Place and date", "Signature"];

export const DECLARATION: readonly string[] = [
  "This statement was generated by scimspec from one run of its test suite against the service named above. It is a self-test: nobody independent took part, and it is no certification, seal or approval by the IETF or anyone else.",
  "It holds for the version and configuration tested, on the day of the run. Testing shows deviations; it cannot show that there are none.",
  "The evidence (requests, answers, expected and actual values) is in the run document, run.json, under the ids of the checks that the items name.",
];

/** The contents of the statement, the same for every form of it. All texts are single well-formed lines, not escaped. */
export function statementView(run: Run) {
  const c = context(run);
  const rfcs = byRfc(run, c);
  return {
    product: oneLine(run.target.name, 200),
    verdict: verdictWord(run),
    warning: isUnfinished(run) ? oneLine(rfcSentence(run)) : "",
    identification: identification(run),
    capabilities: capabilities(run),
    totals: totals(rfcs),
    rfcs,
  };
}
