/** The comparison as a short table for the terminal. */
import { plain } from "../console.ts";
import { CELL_STATES, type Comparison } from "./comparison.ts";
import { STATE } from "./words.ts";

/** Columns of text for one target, and for the need. */
const MAX_LABEL = 18;
const FIRST = 40;

/** One cell of the table: nothing in it acts on the terminal, and it is no longer than its column. */
function fit(text: string, width: number): string {
  const line = plain(text).trim();
  return (line.length > width ? `${line.slice(0, width - 1)}…` : line).padEnd(width);
}

/**
 * A line for each need and a column for each target: OK of judged. `width` is that of the terminal; targets that do not fit stand
 * in further tables below.
 */
export function renderCompareText({ targets, needs, notices }: Comparison, width: number): string {
  const column = Math.max(14, Math.min(MAX_LABEL, Math.max(0, ...targets.map((t) => t.label.length))));
  const fits = Math.max(1, Math.floor((width - FIRST) / (column + 2)));
  const lines: string[] = [];
  for (let from = 0; from < targets.length; from += fits) {
    const indices = targets.slice(from, from + fits).map((_, i) => from + i);
    const row = (first: string, cell: (i: number) => string) => [fit(first, FIRST), ...indices.map((i) => fit(cell(i), column))].join("  ").trimEnd();
    lines.push("", row("", (i) => targets[i]?.label ?? ""));
    lines.push(row("Verdict", (i) => targets[i]?.verdict ?? ""));
    for (const need of needs) {
      lines.push(row(need.title, (i) => {
        const result = need.results[i];
        if (!result) return "";
        return result.judged === 0 ? STATE[result.state].word.toLowerCase() : `${STATE[result.state].glyph} ${result.counts.ok} of ${result.judged}`;
      }));
    }
  }
  const rows = needs.flatMap((n) => n.rows);
  const differ = rows.filter((r) => r.agreement === "differ").length;
  lines.push("", `OK of judged: ${CELL_STATES.map((s) => `${STATE[s].glyph} ${STATE[s].word.toLowerCase()}`).join(", ")}. The targets differ on ${differ} of ${rows.filter((r) => r.agreement !== "unjudged").length} requirements.`);
  lines.push(...notices.map((n) => `Note: ${plain(n)}`));
  return `${lines.join("\n")}\n`;
}
