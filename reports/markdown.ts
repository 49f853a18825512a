/** The run as one Markdown file, for a wiki, an issue or a pull request. */
import type { Exchange } from "../src/model/exchange.ts";
import type { Finding, Run } from "../src/model/run.ts";
import { causes, type Cause } from "./causes.ts";
import { verdictSentence } from "./console.ts";
import { curl } from "./curl.ts";
import { code, fenced, joinWithin, prose, sectionLink, table } from "./gfm.ts";
import { indexOf, type RunIndex } from "./mapping.ts";
import { isOwn, linkOf, ownChecks, ownSentence, placeOf, pluginNames, rfcChecks, type AnyRequirement } from "./own.ts";
import { plural } from "./plural.ts";
import { howFound, inputText, replayCommand } from "./replay.ts";
import { areas, day, expectedAndActual, isUnfinished, requirementCounts, rerunCommand, verdictWord } from "./summary.ts";

/** Octets: GitHub takes step summaries of up to 1 MiB. */
const LIMIT = 1_000_000;
/** Causes that are shown with their evidence. */
const MAX_CAUSES = 10;
const MAX_NAMES = 12;
/** Characters of one expected or actual value. */
const MAX_VALUE = 600;

/** Ids, the first of them by name. */
export function names(ids: readonly string[]): string {
  const rest = ids.length - MAX_NAMES;
  return `${ids.slice(0, MAX_NAMES).map((id) => code(id, 200)).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** For the top of a format: what makes the run incomplete; empty for a whole one. */
export function warningBlock(run: Run): string {
  return isUnfinished(run) ? `> **${verdictWord(run)}.** ${prose(verdictSentence(run))} What follows does not show the whole picture.` : "";
}

/** The verdict as a sentence; empty where the warning has said it. */
export function verdictLine(run: Run): string {
  return isUnfinished(run) ? "" : `**${prose(verdictSentence(run))}** `;
}

/** The six counts as a table. */
export function countsTable({ summary: s }: Run): string {
  return table(["Fail", "Warn", "Blocked", "Error", "Skip", "Pass"], [[s.fail, s.warn, s.blocked, s.error, s.skip, s.pass].map(String)]);
}

/** Title of a cause, as a heading's or a list item's text: outcome, and what is wrong. */
export function causeTitle({ check }: Cause): string {
  return `${check.outcome === "fail" ? "Fail" : check.outcome === "warn" ? "Warn" : "Error"}: ${prose(check.failureTitle, 300)}`;
}

function head(run: Run): readonly string[] {
  const { judged, all } = requirementCounts(run);
  return [
    `# SCIM 2.0 conformance of ${prose(run.target.name, 200)}: ${verdictWord(run)}`,
    warningBlock(run),
    `${verdictLine(run)}${judged} of ${all} requirements were judged. This is a self-test, not a certification.`,
    countsTable(run),
    table(["Target", "Profile", "Suite", "Date", "Mode", "Seed"], [[code(run.target.baseUrl, 500), prose(run.suite.profile, 100), prose(run.suite.version, 60), prose(day(run)), prose(run.mode), String(run.seed)]]),
  ];
}

function reference(r: AnyRequirement): string {
  if ("rfc" in r) return sectionLink(r.rfc, r.section);
  const link = linkOf(r);
  return link === "" ? prose(placeOf(r), 200) : `[${prose(placeOf(r), 200)}](${link})`;
}

function requirementLine(finding: Finding, requirements: RunIndex["requirements"]): string {
  const r = requirements.get(finding.requirement);
  return `${code(finding.requirement, 200)}${r ? `, ${prose(r.level)}, ${reference(r)}: ${prose(r.summary.trim(), 600)}` : ""}`;
}

function answer({ response, error }: Exchange): string {
  return response ? `HTTP ${response.status}` : `no answer (${prose(error?.message ?? "unknown", 300)})`;
}

/** The evidence of one finding as list items. */
function findingLines(finding: Finding, exchange: Exchange | undefined, requirements: RunIndex["requirements"]): string {
  const [expected, actual] = expectedAndActual(finding);
  return [
    `- Found: ${prose(finding.message)}`,
    `- Expected: ${code(expected, MAX_VALUE)}`,
    `- Actual: ${code(actual, MAX_VALUE)}`,
    ...(exchange ? [`- Seen in: ${code(`${exchange.request.method} ${exchange.request.url}`, 600)}, ${answer(exchange)}, exchange ${code(exchange.id, 40)}${finding.pointer === undefined ? "" : `, at ${code(finding.pointer === "" ? "/" : finding.pointer, 200)}`}`] : []),
    `- Requirement: ${requirementLine(finding, requirements)}`,
  ].join("\n");
}

/** A cause with its first finding, what hangs on it, the remedy, and how to see it again. */
function causeBlock(cause: Cause, number: number, run: Run, { exchanges, requirements }: RunIndex): string {
  const { check, blocked, follows } = cause;
  const finding = check.findings[0];
  const exchange = finding?.exchange === undefined ? undefined : exchanges.get(finding.exchange);
  const example = finding?.counterexample;
  const more = check.findings.length - 1;
  return [
    `### ${number}. ${causeTitle(cause)}`,
    [
      finding ? findingLines(finding, exchange, requirements) : `- Reason: ${prose(check.reason ?? "none was given")}`,
      `- Check: ${code(check.id, 200)}${check.flaky === true ? ", flaky: it passed when it was repeated" : ""}`,
      ...(check.outcome === "error" ? [] : [`- Remedy: ${prose(check.remedy)}`]),
      ...(more > 0 ? [`- ${plural(more, "more finding")} of this check in run.json`] : []),
      ...(blocked.length > 0 ? [`- Blocks ${plural(blocked.length, "check")}: ${names(blocked.map((c) => c.id))}`] : []),
      ...(follows.length > 0 ? [`- Probably follows from it: ${names(follows.map((c) => c.id))}`] : []),
    ].join("\n"),
    ...(example ? [`${prose(howFound(example))} The smallest case:`, fenced(inputText(example.input), "text", 3000)] : []),
    "Run it again:",
    fenced(example ? replayCommand(run, example) : rerunCommand(run, check.id), "sh"),
    ...(exchange ? ["The request alone:", fenced(curl(exchange), "sh")] : []),
  ].join("\n\n");
}

function causeBlocks(run: Run, found: readonly Cause[]): readonly string[] {
  const index = indexOf(run);
  const rest = found.slice(MAX_CAUSES);
  return [
    ...found.slice(0, MAX_CAUSES).map((c, i) => causeBlock(c, i + 1, run, index)),
    rest.length > 0 ? `### ${plural(rest.length, "more cause")}` : "",
    rest.map((c) => `- ${causeTitle(c)} (${code(c.check.id, 200)})`).join("\n"),
  ];
}

function fixFirst(run: Run): readonly string[] {
  const found = causes(run.checks).filter((c) => !isOwn(c.check));
  return ["## Fix these first", ...(found.length === 0 ? ["Nothing was found."] : causeBlocks(run, found))];
}

/** What plugins brought, apart from the RFCs; empty without any. */
function ownBlocks(run: Run): readonly string[] {
  if (!run.own) return [];
  const rows = ownChecks(run).map((c) => [code(c.id, 200), prose(c.outcome), prose(c.title, 300), prose(c.outcome === "pass" ? "" : (c.findings[0]?.message ?? c.reason ?? ""), 400)]);
  return [
    "## Own checks",
    `${prose(ownSentence(run))} They are rules of ${prose(pluginNames(run).join(", "), 400)}, not of the RFCs, whose verdict does not depend on them.`,
    table(["Check", "Outcome", "Rule", "Found"], rows),
    ...causeBlocks(run, causes(run.checks).filter((c) => isOwn(c.check))),
  ];
}

/** Areas with the fraction of their checks that passed. */
export function areaTable(run: Run, onlyOpen: boolean): string {
  const shown = areas(run).filter((a) => !onlyOpen || a.open.length > 0);
  return table(["Area", "Passed of judged", "Not applicable", "To look at"], shown.map((a) => [prose(a.name, 100), `${a.passed}/${a.judged}`, String(a.skipped), names(a.open)]));
}

const WHY: Readonly<Record<string, string>> = {
  skip: "the server does not offer what they are about",
  blocked: "something else failed before them",
  error: "scimspec made a mistake",
  excluded: "no test from outside can judge them, or others cover them; run.json says which",
  deferred: "no suite covers them yet",
  "not-selected": "they were not selected for this run",
  open: "no evidence came up",
};

function unjudged(run: Run): readonly string[] {
  const { others } = requirementCounts(run);
  const rows = rfcChecks(run).filter((c) => c.outcome === "skip" || c.outcome === "blocked").map((c) => [code(c.id, 200), prose(c.outcome), prose(c.reason ?? c.instances.find((i) => i.reason !== undefined)?.reason ?? "", 400)]);
  return [
    "## What was not judged",
    [...others].map(([outcome, n]) => `- ${plural(n, "requirement")}: ${prose(outcome)}, ${WHY[outcome] ?? "for another reason"}`).join("\n"),
    // In parts, so that a limit cuts between rows.
    ...Array.from({ length: Math.ceil(rows.length / 50) }, (_, i) => table(["Check", "Outcome", "Reason"], rows.slice(i * 50, i * 50 + 50))),
  ];
}

/** Notes and left-overs as list items. */
export function noteLines(run: Run): string {
  const left = run.leftovers.slice(0, 50).map((l) => `- Left on the target: ${prose(l.resourceType, 100)} ${code(l.uniqueName, 200)}, ${code(l.url ?? l.id ?? "no address known", 400)}: ${prose(l.reason, 300)}`);
  const more = run.leftovers.length - left.length;
  return [...run.notes.slice(0, 50).map((n) => `- ${prose(n)}`), ...left, ...(more > 0 ? [`- ${more} more left on the target, see run.json`] : [])].join("\n");
}

function how(run: Run): readonly string[] {
  const { requests, retries, throttled, settleLagMs } = run.limits;
  const facts = `- ${plural(requests, "request")} in ${(run.durationMs / 1000).toFixed(1)} s, ${plural(retries, "retry", "retries")}, throttled ${plural(throttled, "time")}, reads lag by up to ${settleLagMs} ms`;
  return ["## How this run was made", [`- scimspec ${prose(run.tool.version, 60)}, Node ${prose(run.environment.node, 60)}, ${prose(run.environment.platform, 60)}${run.environment.ci ? ", in CI" : ""}`, facts, noteLines(run)].filter((l) => l !== "").join("\n")];
}

/** The run as GitHub-flavoured Markdown of less than 1 MiB; what had to be cut is said at the end. No text of the target is active. */
export function renderMarkdown(run: Run): string {
  return joinWithin([...head(run), ...fixFirst(run), "## Areas", areaTable(run, false), ...unjudged(run), ...ownBlocks(run), ...how(run)], LIMIT);
}
