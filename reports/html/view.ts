/** The view of a run that the HTML templates render: words and structure, no markup. */
import type { Exchange } from "../../src/model/exchange.ts";
import { findingKey } from "../../src/model/finding.ts";
import type { CheckResult, Finding, Run } from "../../src/model/run.ts";
import { causes, type Cause } from "../causes.ts";
import { rfcSentence } from "../console.ts";
import { curl } from "../curl.ts";
import { hints } from "../hints.ts";
import { rfcLink } from "../text.ts";
import { indexOf, type RunIndex } from "../mapping.ts";
import { plural } from "../plural.ts";
import { howFound, replayCommand } from "../replay.ts";
import { expectedAndActual, isUnfinished, rerunCommand, verdictWord } from "../summary.ts";
import { isOwn, linkOf, onlyOwn, ownChecks, ownSentence, placeOf, pluginNames, rfcChecks, type AnyRequirement } from "../own.ts";
import { causesView, explainedBy } from "./causes.ts";
import { diffLines } from "./diff-lines.ts";
import { bodyLines, headerLines } from "./lines.ts";
import { plainWords } from "./plain-words.ts";
import { badge, LEGEND, MEANING } from "./words.ts";

/** Characters of a generated case that the page shows. */
const MAX_CASE_TEXT = 6000;
/** Findings of one check that the page shows in full. */
const MAX_FINDINGS = 8;

function exchangeView(exchange: Exchange, pointer: string | undefined) {
  const { request, response, error } = exchange;
  return {
    id: exchange.id,
    requestLine: `${request.method} ${request.url}`,
    requestHeaders: headerLines(request.headers, undefined),
    requestBody: bodyLines(request.body, undefined),
    responseLine: response ? `HTTP ${response.status}` : `no response: ${error?.message ?? "unknown"}`,
    statusMarked: pointer === "status",
    responseHeaders: headerLines(response?.headers ?? [], pointer),
    responseBody: bodyLines(response?.body ?? null, pointer),
    hasRequestBody: request.body !== null,
    truncated: response?.truncated === true,
    missing: pointer?.startsWith("header:") === true && !response?.headers.some(([n]) => n.toLowerCase() === pointer.slice(7).toLowerCase()) ? pointer.slice(7) : "",
    durationMs: exchange.durationMs,
    curl: curl(exchange),
  };
}

/** Exchanges of one generated case that the page shows. */
const MAX_CASE = 8;

/** A generated case: its smallest input, how to repeat it, and all its exchanges. */
function caseView(finding: Finding, run: Run) {
  const { counterexample: c } = finding;
  return c ? [{ input: (typeof c.input === "string" ? c.input : JSON.stringify(c.input, null, 2)).slice(0, MAX_CASE_TEXT), how: howFound(c), replay: replayCommand(run, c) }] : [];
}

function evidence(finding: Finding, exchanges: ReadonlyMap<string, Exchange>) {
  const own = finding.exchange;
  const ids = finding.counterexample ? finding.counterexample.exchanges.slice(-MAX_CASE) : own === undefined ? [] : [own];
  const all = own === undefined || ids.includes(own) ? ids : [...ids, own];
  return all.flatMap((id) => {
    const exchange = exchanges.get(id);
    return exchange ? [exchangeView(exchange, id === own ? finding.pointer : undefined)] : [];
  });
}

/** What the page styles a line of a diff by. */
const SIDE = { "-": "minus", "+": "plus", " ": "" } as const;

function findingView(finding: Finding, check: string, run: Run, { exchanges, requirements, known }: Index) {
  const requirement = requirements.get(finding.requirement);
  const [expected, actual] = expectedAndActual(finding);
  const entry = known.get(findingKey({ ...finding, check }));
  return {
    ...badge(finding.severity),
    message: finding.message,
    expected,
    actual,
    diff: diffLines(finding.expected, finding.actual).map((l) => ({ ...l, side: SIDE[l.sign] })),
    requirement: finding.requirement,
    section: requirement ? ("rfc" in requirement ? `RFC ${requirement.rfc}, section ${requirement.section}` : placeOf(requirement)) : "",
    rfc: requirement ? linkOf(requirement) : "",
    says: requirement?.summary.trim() ?? "",
    known: entry ? `known: ${entry.reason}${entry.expires === undefined ? "" : `, until ${entry.expires}`}` : "",
    code: finding.code ?? "",
    instance: finding.instance ?? "",
    flaky: finding.flaky === true,
    times: finding.count !== undefined && finding.count > 1 ? `seen ${finding.count} times` : "",
    generated: caseView(finding, run),
    exchange: evidence(finding, exchanges),
  };
}

interface Index extends RunIndex {
  /** Findings that the baseline knows, by check, requirement, code and instance. */
  readonly known: ReadonlyMap<string, { readonly reason: string; readonly expires?: string }>;
}

const linkTo = (requirement: AnyRequirement | undefined): string => (requirement ? linkOf(requirement) : "");

function checkView(check: CheckResult, run: Run, index: Index, follows: readonly string[]) {
  const { requirements } = index;
  const bad = check.outcome === "fail" || check.outcome === "error";
  return {
    id: check.id,
    ...badge(check.outcome),
    open: bad,
    flaky: check.flaky === true,
    area: check.suite,
    levels: [...new Set(check.requirements.map((r) => requirements.get(r.id)?.class ?? "must"))].join(" "),
    places: [...new Set(check.requirements.flatMap((r) => { const q = requirements.get(r.id); return q && "rfc" in q ? [`${q.rfc}-${q.section}`] : []; }))].join(" "),
    capabilities: (check.needs ?? []).flatMap((n) => (n.startsWith("capability ") ? [n.slice(11)] : [])).join(" "),
    compact: check.outcome === "pass" || check.outcome === "skip",
    title: check.outcome === "fail" || check.outcome === "warn" ? check.failureTitle : check.title,
    reason: check.outcome === "pass" || check.outcome === "fail" || check.outcome === "warn" ? "" : (check.reason ?? ""),
    remedy: check.outcome === "fail" || check.outcome === "warn" ? check.remedy : "",
    requirements: check.requirements.map((r) => ({ id: r.id, level: r.level, outcome: r.outcome, href: linkTo(requirements.get(r.id)) })),
    findings: check.findings.slice(0, MAX_FINDINGS).map((f) => findingView(f, check.id, run, index)),
    moreFindings: Math.max(0, check.findings.length - MAX_FINDINGS),
    observations: check.expectations.filter((e) => e.observation === true).slice(0, 5).map((e) => ({ text: e.message })),
    held: [...new Set(check.expectations.flatMap((e) => (check.suite === "properties" && e.ok && e.observation !== true ? [e.message] : [])))].slice(0, 6).map((text) => ({ text })),
    detects: check.detects.slice(0, 6).join(", "),
    blockedBy: check.blockedBy.map((id) => ({ id, href: id === "preflight" ? "#top" : run.shard?.again.some((c) => c.id === id) ? "" : `#check/${id}` })),
    follows: follows.map((id) => ({ id, href: `#check/${id}` })),
    expectations: check.expectations.reduce((sum, e) => sum + (e.count ?? 1), 0),
    durationMs: Math.round(check.durationMs),
    instances: check.instances.map((i) => i.instance).filter((i) => i !== "").join(", "),
    replay: rerunCommand(run, check.id),
  };
}

type CheckView = ReturnType<typeof checkView>;

function areas(checks: readonly CheckView[]) {
  const names = [...new Set(checks.map((c) => c.area))].sort();
  return names.map((name) => {
    const mine = checks.filter((c) => c.area === name);
    const count = (o: string) => mine.filter((c) => c.outcome === o).length;
    const judged = mine.length - count("skip");
    return { name, checks: mine, passed: count("pass"), judged, total: mine.length, fail: count("fail"), warn: count("warn"), skip: count("skip"), blocked: count("blocked"), error: count("error"), percent: judged === 0 ? 0 : Math.round((100 * count("pass")) / judged) };
  });
}

/** Own checks in a section of their own, plugin by plugin; null without any, so that the page has none. */
function ownView(run: Run, checks: readonly CheckView[], found: readonly Cause[]) {
  if (!run.own) return null;
  const { own } = run;
  const requirements = (plugin: string) => own.requirements.filter((r) => r.plugin === plugin).map((r) => ({ id: r.id, level: r.level, summary: r.summary.trim(), href: linkOf(r), ...badge(r.outcome), checks: r.checks.map((id) => ({ id })) }));
  return {
    sentence: ownSentence(run),
    plugins: pluginNames(run).join(", "),
    ...badge(own.passed ? "pass" : own.summary.fail + own.summary.error > 0 ? "fail" : "warn"),
    word: own.passed ? "Nothing that counts" : "To look at",
    ...causesView(found),
    areas: areas(checks).map((a) => ({ ...a, requirements: requirements(a.name) })),
  };
}

function sections(run: Run) {
  const groups = new Map<string, { rfc: number; section: string; href: string; items: object[] }>();
  for (const r of run.requirements) {
    const key = `${r.rfc} ${r.section}`;
    const group = groups.get(key) ?? { rfc: r.rfc, section: r.section, href: rfcLink(r), items: [] };
    groups.set(key, group);
    group.items.push({ id: r.id, level: r.level, summary: r.summary.trim(), ...badge(r.outcome), checks: r.checks.map((id) => ({ id })), why: r.excluded ?? (r.deferred === undefined ? "" : `needs ${r.deferred}`) });
  }
  return [...groups.values()];
}

function capabilities(run: Run) {
  const yes = (value: boolean | null, words: readonly [string, string, string]) => (value === null ? words[2] : value ? words[0] : words[1]);
  return run.capabilities.map((c) => ({
    id: c.id,
    declared: yes(c.declared, ["yes", "no", "not declared"]),
    observed: yes(c.observed, ["works", "does not work", "not exercised"]),
    mismatch: c.declared !== null && c.observed !== null && c.declared !== c.observed,
    override: c.override ? `config: ${c.override.supported ? "yes" : "no"} (${c.override.reason})` : "",
  }));
}

/** The verdict in words, beside the heading that already names it. */
function leadSentence(run: Run): string {
  if (isUnfinished(run)) return rfcSentence(run);
  const { fail, warn, blocked } = run.summary;
  if (fail + warn + blocked === 0) return `Every check ${run.own ? "of the RFCs " : ""}that applies to this server passed.`;
  const parts = [fail > 0 ? `${plural(fail, "check breaks", "checks break")} a requirement of the RFCs` : "", warn > 0 ? `${plural(warn, "check goes", "checks go")} against a recommendation` : "", blocked > 0 ? `${plural(blocked, "check was", "checks were")} blocked by another failure` : ""];
  return `${parts.filter((p) => p !== "").join(", ")}.`;
}

/** The decision of the gate, where it says more than the verdict. */
function gateView({ gate }: Run) {
  if (!gate) return [];
  const [decision = "", ...reasons] = gate.sentences;
  return [{ ...badge(gate.passed ? "pass" : "fail"), word: gate.passed ? "Gate passed" : "Gate failed", decision, reasons: reasons.map((text) => ({ text })) }];
}

/** Everything that the page shows. */
export function toView(run: Run) {
  const found = causes(run.checks);
  const why = explainedBy(found);
  const known = new Map((run.gate?.known ?? []).map((k) => [findingKey(k), k]));
  const index: Index = { ...indexOf(run), known };
  const views = (checks: readonly CheckResult[]) => checks.map((c) => checkView(c, run, index, why.get(c.id) ?? []));
  const own = ownView(run, views(ownChecks(run)), found.filter((c) => isOwn(c.check)));
  const areasView = areas(views(rfcChecks(run)));
  const judged = run.requirements.filter((r) => ["pass", "warn", "fail"].includes(r.outcome)).length;
  const counts = (["fail", "warn", "blocked", "error", "skip", "pass"] as const).map((o) => ({ ...badge(o), count: run.summary[o], meaning: MEANING[o] ?? "" }));
  const slowest = [...run.exchanges].sort((a, b) => b.durationMs - a.durationMs).slice(0, 5).map((e) => ({ line: `${e.request.method} ${e.request.url}`, ms: e.durationMs, check: e.check }));
  return {
    title: `SCIM conformance of ${run.target.name}`,
    verdict: verdictWord(run),
    tone: run.conformant ? (run.shard || onlyOwn(run) ? "blocked" : "pass") : run.complete ? "fail" : "blocked",
    sentence: leadSentence(run),
    gate: gateView(run),
    needs: plainWords(run),
    clients: hints(run).map(({ name, hints: list }) => ({ name, atRisk: list.filter((h) => h.state === "at risk").length, hints: list.map((h) => ({ ...h, tone: h.state === "fine" ? "pass" : h.state === "at risk" ? "warn" : "skip" })) })),
    legend: LEGEND,
    levels: ["must", "should", "may"],
    places: [...new Set(run.requirements.map((r) => `${r.rfc}-${r.section}`))].map((value) => ({ value, text: `RFC ${value.replace("-", ", section ")}` })),
    usable: run.capabilities.map((c) => ({ id: c.id })),
    exchanged: run.exchanges.length,
    integrity: run.integrity ?? "",
    judged,
    target: run.target,
    profile: run.suite.profile,
    version: run.tool.version,
    date: run.startedAt.slice(0, 16).replace("T", " "),
    counts,
    ...causesView(found.filter((c) => !isOwn(c.check))),
    own,
    filterAreas: [...areasView, ...(own?.areas ?? [])].map(({ name }) => ({ name })),
    capabilities: capabilities(run),
    areas: areasView,
    sections: sections(run),
    unjudged: rfcChecks(run).filter((c) => c.outcome === "skip" || c.outcome === "blocked").map((c) => ({ id: c.id, ...badge(c.outcome), reason: c.reason ?? "" })),
    notes: run.notes.map((text) => ({ text })),
    seed: run.seed,
    duration: (run.durationMs / 1000).toFixed(1),
    limits: run.limits,
    mode: run.mode,
    environment: `Node ${run.environment.node}, ${run.environment.platform}${run.environment.ci ? ", CI" : ""}`,
    slowest,
    leftovers: run.leftovers.map((l) => ({ text: `${l.resourceType} ${l.uniqueName} ${l.url ?? ""}: ${l.reason}` })),
    config: JSON.stringify(run.config, null, 2),
  };
}
