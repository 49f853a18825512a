/** What GitHub Actions shows of a run: a step summary, and annotations by workflow commands. */
import type { Run } from "../src/model/run.ts";
import { causes, type Cause } from "./causes.ts";
import { verdictSentence } from "./console.ts";
import { code, fenced, joinWithin, prose } from "./gfm.ts";
import { areaTable, causeTitle, countsTable, noteLines, verdictLine, warningBlock } from "./markdown.ts";
import { isOwn, ownSentence, pluginNames } from "./own.ts";
import { plural } from "./plural.ts";
import { replayCommand } from "./replay.ts";
import { manyLines, oneLine } from "./safe-text.ts";
import { expectedAndActual, requirementCounts, rerunCommand, verdictWord } from "./summary.ts";

/** Octets. A step summary may be 1 MiB; this also fits into a comment on an issue or a pull request (65,536 characters). */
const SUMMARY_LIMIT = 65_000;
const MAX_CAUSES = 10;
/** GitHub shows so many errors, and so many warnings, of one step. */
const MAX_ANNOTATIONS = 10;

function causeItem(cause: Cause, number: number, run: Run): string {
  const { check, blocked, follows } = cause;
  const finding = check.findings[0];
  const example = finding?.counterexample;
  return [
    `### ${number}. ${causeTitle(cause)}`,
    [
      `- ${prose(finding?.message ?? check.reason ?? "no reason was given", 600)}`,
      ...(check.flaky === true ? ["- Flaky: it passed when it was repeated"] : []),
      ...(check.outcome === "error" ? [] : [`- Remedy: ${prose(check.remedy, 600)}`]),
      `- ${code(check.id, 200)}${finding ? `, ${code(finding.requirement, 200)}` : ""}${blocked.length > 0 ? `, blocks ${plural(blocked.length, "check")}` : ""}${follows.length > 0 ? `, ${plural(follows.length, "finding")} probably follow` : ""}`,
    ].join("\n"),
    fenced(example ? replayCommand(run, example) : rerunCommand(run, check.id), "sh", 2000),
  ].join("\n\n");
}

/** The run in short, for `$GITHUB_STEP_SUMMARY`: verdict, counts, the ten worst causes, the areas that need a look. At most 65,000 octets. */
export function renderStepSummary(run: Run): string {
  const everything = causes(run.checks);
  const found = everything.filter((c) => !isOwn(c.check));
  const own = everything.filter((c) => isOwn(c.check));
  const { judged, all } = requirementCounts(run);
  const open = areaTable(run, true);
  return joinWithin([
    `## SCIM 2.0 conformance of ${prose(run.target.name, 200)}: ${verdictWord(run)}`,
    warningBlock(run),
    `${verdictLine(run)}Profile ${prose(run.suite.profile, 100)}, ${judged} of ${all} requirements judged. A self-test, not a certification.`,
    countsTable(run),
    ...found.slice(0, MAX_CAUSES).map((c, i) => causeItem(c, i + 1, run)),
    found.length > MAX_CAUSES ? `${plural(found.length - MAX_CAUSES, "more cause")} in the report.` : "",
    ...(run.own ? ["### Own checks", `${prose(ownSentence(run))} Rules of ${prose(pluginNames(run).join(", "), 400)}, not of the RFCs.`, ...own.slice(0, MAX_CAUSES).map((c, i) => causeItem(c, i + 1, run))] : []),
    open === "" ? "" : "### Areas to look at",
    open,
    noteLines(run),
    "The whole report, with all evidence, is in the files that this step wrote (index.html, report.md, run.json).",
  ], SUMMARY_LIMIT);
}

/** Escapes as the toolkit of GitHub's actions does (@actions/core, command.ts). */
const escapeData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function command(kind: "error" | "warning" | "notice", title: string, message: string): string {
  return `::${kind} title=${escapeProperty(oneLine(title, 200))}::${escapeData(manyLines(message, 3000))}`;
}

function annotation(cause: Cause): string {
  const { check, blocked, follows } = cause;
  const finding = check.findings[0];
  const [expected, actual] = finding ? expectedAndActual(finding) : ["", ""];
  const lines = [
    oneLine(finding?.message ?? check.reason ?? "no reason was given", 600),
    ...(finding ? [`Expected: ${oneLine(expected, 400)}`, `Actual: ${oneLine(actual, 400)}`] : []),
    ...(check.flaky === true ? ["Flaky: it passed when it was repeated"] : []),
    ...(check.outcome === "error" ? [] : [`Remedy: ${oneLine(check.remedy, 600)}`]),
    ...(blocked.length + follows.length > 0 ? [`Hanging on it: ${plural(blocked.length, "blocked check")}, ${plural(follows.length, "more finding")}`] : []),
    `${oneLine(check.id, 200)}${finding ? ` · ${oneLine(finding.requirement, 200)}` : ""}`,
  ];
  return command(check.outcome === "warn" ? "warning" : "error", `${isOwn(check) ? "Own check: " : ""}${check.failureTitle}${check.flaky === true ? " (flaky)" : ""}`, lines.join("\n"));
}

/**
 * Workflow commands, one a line: an error where the run is incomplete, at most ten errors and ten warnings in all, the gravest
 * cause first, and one notice with the verdict, the counts, and how many causes are not shown. To be written to the
 * standard output of a step.
 */
export function renderAnnotations(run: Run): string {
  const found = causes(run.checks);
  const incomplete = run.preflightFailure !== null || !run.complete ? [command("error", `SCIM: ${verdictWord(run)}`, oneLine(verdictSentence(run)))] : [];
  const errors = found.filter((c) => c.check.outcome !== "warn");
  const warnings = found.filter((c) => c.check.outcome === "warn");
  const shown = [...errors.slice(0, MAX_ANNOTATIONS - incomplete.length), ...warnings.slice(0, MAX_ANNOTATIONS)];
  const { fail, warn, blocked, error, skip, pass } = run.summary;
  const rest = found.length - shown.length;
  const counts = `${pass} pass, ${fail} fail, ${warn} warn, ${skip} skip, ${blocked} blocked, ${error} error${rest > 0 ? `; ${plural(rest, "cause is", "causes are")} not shown here` : ""}. A self-test, not a certification.`;
  const notice = command("notice", `SCIM: ${verdictWord(run)}`, `${oneLine(run.target.name, 200)}: ${oneLine(verdictSentence(run))}\n${counts}`);
  return `${[...incomplete, ...shown.map(annotation), notice].join("\n")}\n`;
}
