/** A diff as text, Markdown or JSON. */
import { plain } from "../console.ts";
import { prose as markdownText } from "../gfm.ts";
import { plural } from "../plural.ts";
import { isWorse, type Diff, type DiffCheck, type DiffFinding } from "./diff.ts";

/** The result in one sentence. */
export function diffSentence(diff: Diff): string {
  const { added, fixed, still, newlyUnjudged } = diff;
  const counts = `${plural(added.length, "new finding")}, ${fixed.length} fixed, ${still.length} still there, ${plural(newlyUnjudged.length, "check")} no longer judged`;
  return `${isWorse(diff) ? "Worse" : fixed.length > 0 ? "Better" : "No worse"}: ${counts}.`;
}

const place = (f: DiffFinding): string => `${f.check}${f.instance === undefined ? "" : `@${f.instance}`}`;
const marks = (f: DiffFinding): string => `${f.was === undefined ? "" : `, was ${f.was}`}${f.flaky === true ? ", flaky" : ""}`;

/** For terminals: nothing in it acts on one. */
export function renderDiffText(diff: Diff): string {
  const finding = (f: DiffFinding): string => `  ${f.severity}  ${place(f)}: ${plain(f.message)} (${f.requirement}${marks(f)})`;
  const check = (c: DiffCheck): string => `  ${c.id}: ${c.before}, now ${c.now}${c.reason === "" ? "" : ` (${plain(c.reason)})`}`;
  const part = <T>(title: string, list: readonly T[], line: (item: T) => string): readonly string[] => (list.length === 0 ? [] : [`${title} (${list.length})`, ...list.map(line), ""]);
  const lines = [
    ...diff.notes.map((n) => `Note: ${plain(n)}.`),
    ...(diff.notes.length > 0 ? [""] : []),
    ...part("New", diff.added, (f) => `${finding(f)}\n        ${f.remedy}`),
    ...part("No longer judged", diff.newlyUnjudged, check),
    ...part("Fixed", diff.fixed, finding),
    ...part("Still there", diff.still, finding),
    ...part("Judged for the first time", diff.newlyJudged, check),
    diffSentence(diff),
  ];
  return `${lines.join("\n")}\n`;
}

/** For comments on changes: nothing in it becomes a link, an image or a mention. */
export function renderDiffMarkdown(diff: Diff): string {
  const finding = (f: DiffFinding): string => `- **${f.severity}** ${markdownText(place(f))}: ${markdownText(f.message)} (${markdownText(f.requirement)}${marks(f)})`;
  const check = (c: DiffCheck): string => `- ${markdownText(c.id)}: ${c.before}, now ${c.now}${c.reason === "" ? "" : ` (${markdownText(c.reason)})`}`;
  const part = <T>(title: string, list: readonly T[], line: (item: T) => string): readonly string[] => (list.length === 0 ? [] : [`### ${title} (${list.length})`, "", ...list.map(line), ""]);
  const lines = [
    `## SCIM conformance: ${diffSentence(diff)}`,
    "",
    ...diff.notes.map((n) => `> ${markdownText(n)}.\n`),
    ...part("New", diff.added, finding),
    ...part("No longer judged", diff.newlyUnjudged, check),
    ...part("Fixed", diff.fixed, finding),
    ...part("Still there", diff.still, finding),
    ...part("Judged for the first time", diff.newlyJudged, check),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** For tools. */
export function renderDiffJson(diff: Diff): string {
  return `${JSON.stringify({ worse: isWorse(diff), ...diff }, null, 1)}\n`;
}
