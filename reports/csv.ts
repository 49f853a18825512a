/** CSV for spreadsheets (RFC 4180): one row per check and requirement. */
import type { CheckResult, Finding, Run } from "../src/model/run.ts";
import { headline } from "./evidence.ts";
import { COMPLETE, indexOf, whyIncomplete, type RunIndex } from "./mapping.ts";
import { linkOf } from "./own.ts";
import { shardWord } from "./shard.ts";
import { expectedAndActual } from "./summary.ts";
import { oneLine } from "./text.ts";

const COLUMNS = ["target", "run", "suite", "check", "title", "check outcome", "flaky", "requirement", "requirement outcome", "level", "rfc", "section", "summary", "finding", "instance", "expected", "actual", "reason", "remedy", "link"] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** Characters of a cell; a spreadsheet refuses more than 32,767. */
const MAX_CELL = 1000;
/** What a spreadsheet takes for a formula, also in the full-width forms that some of them fold. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A line of text as a field: quoted where it must be, and never a formula. */
export function quotedField(line: string): string {
  // Spreadsheets show the apostrophe or hide it; either way they read text.
  const safe = FORMULA.test(line) ? `'${line}` : line;
  return /[",\r\n\t;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One field: on one line, quoted where it must be, and never a formula. */
export function csvField(value: string): string {
  return quotedField(oneLine(value, MAX_CELL));
}

function found(finding: Finding, { remedy }: CheckResult): Row {
  const [expected, actual] = expectedAndActual(finding);
  return { finding: finding.message, instance: finding.instance ?? "", expected, actual, remedy };
}

function rowsOf(check: CheckResult, index: RunIndex): readonly Row[] {
  const judged = check.outcome === "pass" || check.outcome === "fail" || check.outcome === "warn";
  const common: Row = {
    suite: check.suite,
    check: check.id,
    title: check.title,
    "check outcome": check.outcome,
    flaky: check.flaky === true ? "yes" : "",
    reason: judged ? "" : headline(check, MAX_CELL),
  };
  if (check.requirements.length === 0) return [common];
  return check.requirements.map(({ id, level, outcome }) => {
    const requirement = index.requirements.get(id);
    const finding = check.findings.find((f) => f.requirement === id);
    const known: Row = requirement ? { ...("rfc" in requirement ? { rfc: String(requirement.rfc), section: requirement.section } : {}), summary: requirement.summary, link: linkOf(requirement) } : {};
    return { ...common, requirement: id, level, "requirement outcome": outcome, ...known, ...(finding ? found(finding, check) : {}) };
  });
}

/** Whether the rows are those of a whole run: for the column that every row has. */
function wholeness(run: Run, incomplete: boolean): string {
  const part = shardWord(run)?.toLowerCase();
  return part === undefined ? (incomplete ? "incomplete" : "complete") : `${part}${incomplete ? ", incomplete" : ""}`;
}

/** The run as CSV with a header; an incomplete one says so in the first row and in every other. */
export function renderCsv(run: Run): string {
  const index = indexOf(run);
  const why = whyIncomplete(run);
  const first: readonly Row[] = why.length > 0 ? [{ check: COMPLETE, "check outcome": "error", reason: why.join("; ") }] : [];
  const every: Row = { target: run.target.name, run: wholeness(run, why.length > 0) };
  const rows = [...first, ...run.checks.flatMap((c) => rowsOf(c, index))].map((row) => ({ ...row, ...every }));
  return [COLUMNS.join(","), ...rows.map((row: Row) => COLUMNS.map((c) => csvField(row[c] ?? "")).join(","))].map((line) => `${line}\r\n`).join("");
}
