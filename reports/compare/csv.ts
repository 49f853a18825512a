/** The comparison as CSV (RFC 4180), one requirement a line, for spreadsheets. */
import { quotedField } from "../csv.ts";
import { oneLine } from "../safe-text.ts";
import type { Comparison, Row } from "./comparison.ts";
import { BINDING, STATE } from "./words.ts";

/** A field as text alone: no formula, no control character, no lone surrogate. */
export function csvField(text: string): string {
  return quotedField(oneLine(text));
}

/** The fullest single sentence on a cell: what was found, or why it was not judged. */
function evidenceText({ cells }: Row, column: number): string {
  const cell = cells[column];
  if (!cell || cell.state === "ok") return "";
  return cell.evidence.find((e) => e.message !== "")?.message ?? cell.reason;
}

const record = (fields: readonly string[]): string => `${fields.map(csvField).join(",")}\r\n`;

/**
 * A head of one line, then the requirements. First the states of all targets, beside each other, then the evidence of each.
 */
export function renderCompareCsv({ targets, needs }: Comparison): string {
  const columns = targets.map((_, i) => i);
  const head = ["need", "requirement", "rfc", "section", "level", "binding", "area", "summary", "differs", ...targets.map((t) => t.label), ...targets.map((t) => `evidence: ${t.label}`)];
  const line = (need: string, row: Row): string =>
    record([
      need,
      row.id,
      String(row.rfc),
      row.section,
      row.level,
      BINDING[row.class] ?? "",
      row.area,
      row.summary,
      row.agreement === "differ" ? "yes" : "no",
      ...columns.map((i) => STATE[row.cells[i]?.state ?? "not-judged"].word),
      ...columns.map((i) => evidenceText(row, i)),
    ]);
  return record(head) + needs.flatMap((n) => n.rows.map((r) => line(n.title, r))).join("");
}
