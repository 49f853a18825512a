/** The evidence of one check as plain text of limited length: what a test case in a machine format says. */
import type { Exchange } from "../src/model/exchange.ts";
import type { CheckResult, Finding, Run } from "../src/model/run.ts";
import { curl } from "./curl.ts";
import type { RunIndex } from "./mapping.ts";
import { linkOf, placeOf, type AnyRequirement } from "./own.ts";
import { plural } from "./plural.ts";
import { howFound, inputText, replayCommand } from "./replay.ts";
import { expectedAndActual, rerunCommand } from "./summary.ts";
import { clip, oneLine, visible } from "./text.ts";

/** Characters of one value. */
const MAX_VALUE = 400;
/** Characters of a command: half a command must never be pasted, so that a longer one is left out. */
const MAX_COMMAND = 1500;
/** Findings of one check whose evidence is written out. */
const MAX_FINDINGS = 5;

/** A command on a line of its own, or the word that it is too long. */
function command(label: string, text: string): readonly string[] {
  return text.length > MAX_COMMAND ? [`${label} (too long to show, see run.json)`] : [`${label}:`, visible(text)];
}

/** `7644-3.3-create-201 (RFC 7644 section 3.3, SHALL): summary`. */
export function requirementLine(id: string, requirement: AnyRequirement | undefined): string {
  if (!requirement) return oneLine(id, MAX_VALUE);
  const { level, summary } = requirement;
  return oneLine(`${id} (${placeOf(requirement)}, ${level}): ${summary}`, MAX_VALUE);
}

/** What came back, in a word. */
export function answer({ response, error }: Exchange): string {
  return response ? `HTTP ${response.status}` : `no response (${error?.kind ?? "unknown"}: ${oneLine(error?.message ?? "", MAX_VALUE)})`;
}

/** One finding: message, requirement, expected, actual, exchange, and how to see it again. */
export function findingLines(finding: Finding, run: Run, index: RunIndex): readonly string[] {
  const requirement = index.requirements.get(finding.requirement);
  const exchange = finding.exchange === undefined ? undefined : index.exchanges.get(finding.exchange);
  const { counterexample: found, count = 1 } = finding;
  const [expected, actual] = expectedAndActual(finding);
  return [
    `${finding.instance ? `[${oneLine(finding.instance, MAX_VALUE)}] ` : ""}${oneLine(finding.message, MAX_VALUE)}`,
    `Requirement: ${requirementLine(finding.requirement, requirement)}`,
    ...(requirement ? [linkOf(requirement)].filter((l) => l !== "") : []),
    `Expected: ${oneLine(expected, MAX_VALUE)}`,
    `Actual: ${oneLine(actual, MAX_VALUE)}`,
    ...(finding.pointer ? [`At: ${oneLine(finding.pointer, MAX_VALUE)}`] : []),
    ...(count > 1 ? [`Seen ${count} times`] : []),
    ...(exchange ? [`Request: ${oneLine(`${exchange.request.method} ${exchange.request.url}`, MAX_VALUE)}`, `Answer: ${answer(exchange)}`] : []),
    ...(found ? [`Smallest case: ${oneLine(inputText(found.input), MAX_VALUE)}`, oneLine(howFound(found), MAX_VALUE), ...command("Repeat this case", replayCommand(run, found))] : []),
    ...(exchange ? command("The request as curl", curl(exchange)) : []),
  ];
}

/** The findings of a check, those that fail first. */
function gravest(check: CheckResult): readonly Finding[] {
  return [...check.findings].sort((a, b) => Number(b.severity === "fail") - Number(a.severity === "fail"));
}

/** What stands above the findings. */
function head(check: CheckResult): readonly string[] {
  const bad = check.outcome === "fail" || check.outcome === "warn";
  return [
    oneLine(bad ? check.failureTitle : check.title, MAX_VALUE),
    `Check: ${oneLine(check.id, MAX_VALUE)} (${check.outcome}${check.flaky === true ? ", flaky: passed when it was run again" : ""})`,
    ...(!bad && check.reason ? [`Reason: ${clip(check.reason, MAX_VALUE)}`] : []),
    ...(check.outcome === "blocked" && check.blockedBy.length > 0 ? [`Blocked by: ${oneLine(check.blockedBy.join(", "), MAX_VALUE)}`] : []),
  ];
}

/** The evidence of a check, in at most `limit` characters: findings that do not fit are counted. `rerun` is the command that runs it again. */
export function checkEvidence(check: CheckResult, run: Run, index: RunIndex, limit: number, rerun = rerunCommand(run, check.id)): string {
  const foot = [...(check.outcome === "fail" || check.outcome === "warn" ? ["", `What to do: ${clip(check.remedy, MAX_VALUE)}`] : []), "", ...command("Run this check again", rerun)].join("\n");
  const blocks: string[] = [head(check).join("\n")];
  const NOTE = 60;
  let room = limit - (blocks[0]?.length ?? 0) - foot.length - NOTE;
  for (const finding of gravest(check).slice(0, MAX_FINDINGS)) {
    const block = findingLines(finding, run, index).join("\n");
    if (block.length + 2 > room) break;
    room -= block.length + 2;
    blocks.push(block);
  }
  const left = check.findings.length - (blocks.length - 1);
  if (left > 0) blocks.push(`${plural(left, "finding")} more, see run.json`);
  return clip(`${blocks.join("\n\n")}\n${foot}`, limit);
}

/** The first sentence about a check, for lists: what is wrong, or why it was not judged. */
export function headline(check: CheckResult, max: number): string {
  const finding = gravest(check)[0];
  if (check.outcome === "fail" || check.outcome === "warn") return oneLine(finding ? `${check.failureTitle}: ${finding.message}` : check.failureTitle, max);
  return oneLine(check.reason ?? check.title, max);
}
