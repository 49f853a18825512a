/** The view of a comparison that the templates render: words and structure, no markup. */
import { CELL_STATES, type Cell, type CellState, type Comparison, type ComparedNeed, type Row, type Target } from "./comparison.ts";
import { BINDING, STATE } from "./words.ts";

/** Products that the heading names; more are counted. */
const MAX_NAMES = 4;

const sign = (state: CellState) => ({ state, word: STATE[state].word, glyph: STATE[state].glyph });

/** What a column head shows. */
function columns(targets: readonly Target[]) {
  return targets.map((t) => ({ label: t.label, incomplete: !t.complete }));
}

/** Hands out the ids of the panels: requirement ids come from documents, and need not be fit for one. */
class Panels {
  readonly list: object[] = [];
  readonly #targets: readonly Target[];
  constructor(targets: readonly Target[]) {
    this.#targets = targets;
  }
  /** The id of the panel of a cell; empty if there is nothing to open. */
  add(row: Row, cell: Cell, column: number): string {
    if (cell.evidence.length === 0) return "";
    const id = `e${this.list.length}`;
    this.list.push({
      id,
      ...sign(cell.state),
      label: this.#targets[column]?.label ?? "",
      summary: row.summary,
      requirement: row.id,
      reason: cell.reason,
      evidence: cell.evidence.map((e) => ({ ...e, ...sign(e.state), hasPair: e.expected !== null || e.actual !== null, expected: e.expected ?? "", actual: e.actual ?? "", request: e.exchange?.request ?? "", response: e.exchange?.response ?? "", href: e.href ?? "" })),
      more: cell.moreEvidence,
      printed: cell.state === "not-ok" || cell.state === "advice",
    });
    return id;
  }
}

function rowView(row: Row, targets: readonly Target[], panels: Panels) {
  return {
    id: row.id,
    summary: row.summary,
    binding: BINDING[row.class] ?? "",
    level: row.level,
    where: `RFC ${row.rfc}, section ${row.section}`,
    cells: row.cells.map((cell, i) => ({ ...sign(cell.state), label: targets[i]?.label ?? "", panel: panels.add(row, cell, i) })),
  };
}

/** `96 OK, 2 Not offered`, or just `OK`: rows that agree, by their common state. */
function tally(rows: readonly Row[]): string {
  const state = (r: Row): CellState => r.cells.find((c) => c.state !== "not-judged")?.state ?? "not-judged";
  const counts = CELL_STATES.map((s) => ({ word: STATE[s].word, n: rows.filter((r) => state(r) === s).length })).filter(({ n }) => n > 0);
  return counts.length === 1 ? (counts[0]?.word ?? "") : counts.map(({ word, n }) => `${n} ${word}`).join(", ");
}

function needView(need: ComparedNeed, targets: readonly Target[], panels: Panels) {
  const rows = (agreement: Row["agreement"]) => need.rows.filter((r) => r.agreement === agreement);
  const table = (agreement: Row["agreement"], caption: string) => {
    const mine = rows(agreement);
    return mine.length === 0 ? [] : [{ caption: `${need.title}: ${caption}`, count: mine.length, one: mine.length === 1, tally: tally(mine), columns: columns(targets), rows: mine.map((r) => rowView(r, targets, panels)) }];
  };
  return {
    id: need.id,
    title: need.title,
    meaning: need.meaning,
    same: rows("agree").length > 0 ? "The products do not differ here." : rows("partly").length > 0 ? "No point here was looked at in all runs." : "None of these runs looked at this.",
    differ: table("differ", "where the products differ"),
    agree: table("agree", "where all agree"),
    partly: table("partly", "looked at in some runs only"),
    unjudged: rows("unjudged").map((r) => ({ id: r.id, summary: r.summary })),
  };
}

function glance({ needs, targets }: Comparison) {
  return needs.map((n) => ({
    id: n.id,
    title: n.title,
    meaning: n.meaning,
    differ: n.rows.filter((r) => r.agreement === "differ").length,
    cells: n.results.map(({ state, counts, judged, sentence }, i) => ({ ...sign(state), label: targets[i]?.label ?? "", fraction: judged === 0 ? STATE[state].word : `${counts.ok} of ${judged}`, sentence })),
  }));
}

function facts(targets: readonly Target[]) {
  const row = (title: string, text: (t: Target) => string) => ({ title, cells: targets.map((t) => ({ label: t.label, text: text(t) })) });
  const policy = { must: "fails on what is required", should: "fails on recommendations too", never: "nothing fails the run" } as const;
  return [
    row("Address", (t) => t.baseUrl),
    row("Tested on", (t) => `${t.startedAt.slice(0, 16).replace("T", " ")} UTC`),
    row("Test suite", (t) => `scimspec ${t.suiteVersion}`),
    row("Profile", (t) => `${t.profile}, ${policy[t.failOn] ?? "unknown policy"}`),
    row("Mode", (t) => (t.mode === "read-only" ? "read-only: nothing was written" : "full: read and written")),
    row("Seed", (t) => String(t.seed)),
  ];
}

const verdictState = (t: Target): CellState => (!t.complete ? "not-judged" : t.conformant ? "ok" : "not-ok");

/** `A, B and C` */
const enumerated = (names: readonly string[]): string => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`);

/** Everything that the page shows. */
export function toCompareView(comparison: Comparison) {
  const { targets, needs, capabilities, notices, excluded } = comparison;
  const panels = new Panels(targets);
  const rows = needs.flatMap((n) => n.rows);
  const looked = rows.filter((r) => r.agreement !== "unjudged").length;
  const heading = targets.length <= MAX_NAMES ? enumerated(targets.map((t) => t.label)) : `${targets.length} products`;
  return {
    title: `SCIM compared: ${heading}`,
    heading,
    count: targets.length,
    differing: rows.filter((r) => r.agreement === "differ").length,
    looked,
    notices: notices.map((text) => ({ text })),
    legend: CELL_STATES.map((s) => ({ ...sign(s), meaning: STATE[s].meaning })),
    columns: columns(targets),
    verdicts: targets.map((t) => ({ ...sign(verdictState(t)), label: t.label, word: t.verdict, sentence: t.complete ? "" : t.sentence, report: t.report ?? "" })),
    glance: glance(comparison),
    facts: facts(targets),
    capabilities: capabilities.map((c) => ({ title: c.title, differs: c.differs, cells: c.cells.map((cell, i) => ({ ...sign(cell.state), label: targets[i]?.label ?? "", text: cell.text })) })),
    needs: needs.map((n) => needView(n, targets, panels)),
    panels: panels.list,
    excluded,
  };
}
