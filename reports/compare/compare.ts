/** Compares runs: rows are requirements grouped by business need, columns are targets. Pure: no clock, no files. */
import type { RequirementResult } from "../../src/model/run.ts";
import { needOf, NEEDS, OTHER_NEED, type Need } from "../needs.ts";
import { CELL_STATES, COMPARISON_SCHEMA_VERSION, type Agreement, type Cell, type CellState, type ComparedCapability, type ComparedNeed, type ComparedRun, type Comparison, type NeedResult, type Row } from "./comparison.ts";
import { cellOf, indexRun, type IndexedRun } from "./evidence.ts";
import { noticesOf, targetsOf } from "./targets.ts";
import { capabilityCell, capabilityTitle, needSentence, needState } from "./words.ts";

/** Outcomes of a run that did not look: they neither agree nor differ. */
const NOT_LOOKED: ReadonlySet<Cell["outcome"]> = new Set<Cell["outcome"]>(["not-selected", "excluded", "deferred", "open", "unknown"]);

/** Errors of scimspec and blocked checks count as states of their own: the reader must see that one column lacks a judgement. */
function agreementOf(cells: readonly Cell[]): Agreement {
  const looked = cells.filter((c) => !NOT_LOOKED.has(c.outcome));
  if (looked.length === 0) return "unjudged";
  if (new Set(looked.map((c) => c.state)).size > 1) return "differ";
  return looked.length < cells.length ? "partly" : "agree";
}

const AGREEMENT_ORDER: readonly Agreement[] = ["differ", "agree", "partly", "unjudged"];
const CLASS_ORDER: readonly string[] = ["must", "should", "may"];
const GRAVITY: readonly CellState[] = ["not-ok", "advice", "not-judged", "not-offered", "ok"];

/** Lower comes first: differences, then what is worst for some target, then what binds most. */
function rank({ agreement, cells, class: binding }: Row): number {
  const worst = Math.min(...cells.map((c) => GRAVITY.indexOf(c.state)));
  return AGREEMENT_ORDER.indexOf(agreement) * 100 + worst * 10 + CLASS_ORDER.indexOf(binding);
}

function rowOf(requirement: RequirementResult, runs: readonly IndexedRun[]): Row {
  const { id, rfc, section, level, class: binding, area, summary } = requirement;
  const cells = runs.map((r) => cellOf(id, r));
  return { id, rfc, section, level, class: binding, area, summary: summary.trim(), agreement: agreementOf(cells), cells };
}

function resultOf(rows: readonly Row[], column: number): NeedResult {
  const states = rows.map((r) => r.cells[column]?.state);
  const counts = Object.fromEntries(CELL_STATES.map((s) => [s, states.filter((x) => x === s).length])) as Record<CellState, number>;
  const judged = counts.ok + counts["not-ok"] + counts.advice;
  return { state: needState({ counts, judged }), counts, judged, sentence: needSentence({ counts, judged }) };
}

function needOfRows({ id, title, meaning }: Need, rows: readonly Row[], columns: number): ComparedNeed {
  const results = Array.from({ length: columns }, (_, i) => resultOf(rows, i));
  return { id, title, meaning, results, rows: [...rows].sort((a, b) => rank(a) - rank(b)) };
}

function capabilitiesOf(compared: readonly ComparedRun[]): readonly ComparedCapability[] {
  const ids = [...new Set(compared.flatMap(({ run }) => run.capabilities.map((c) => c.id)))];
  return ids.map((id) => {
    const cells = compared.map(({ run }) => capabilityCell(run.capabilities.find((c) => c.id === id)));
    return { id, title: capabilityTitle(id), differs: new Set(cells.map((c) => c.state)).size > 1, cells };
  });
}

/**
 * The comparison of run documents, columns in the order given. Requirements are the union of those that the runs know, without
 * those that every run excludes from testing. Throws a TypeError if a document is damaged (a list that is none).
 */
export function compareRuns(compared: readonly ComparedRun[]): Comparison {
  const runs = compared.map(indexRun);
  const known = new Map<string, RequirementResult>();
  for (const run of runs) for (const [id, r] of run.requirements) if (!known.has(id)) known.set(id, r);
  const isExcluded = (id: string): boolean => runs.every((r) => ["excluded", undefined].includes(r.requirements.get(id)?.outcome));
  const rows = [...known.values()].filter((r) => !isExcluded(r.id)).map((r) => rowOf(r, runs));
  const groups = new Map<Need, Row[]>([...NEEDS, OTHER_NEED].map((n) => [n, []]));
  for (const row of rows) groups.get(needOf(row))?.push(row);
  const targets = targetsOf(compared);
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    notices: noticesOf(compared, targets),
    targets,
    needs: [...groups].filter(([, mine]) => mine.length > 0).map(([need, mine]) => needOfRows(need, mine, runs.length)),
    capabilities: capabilitiesOf(compared),
    excluded: known.size - rows.length,
  };
}
