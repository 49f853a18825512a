/** The baseline file: known findings, in YAML that people edit. Read with positions, written without losing comments. */
import { isMap, isSeq, LineCounter, parseDocument, type Document, type YAMLMap, type YAMLSeq } from "yaml";
import { findingKey, type DistinctFinding } from "../model/finding.ts";
import type { BaselineEntry } from "../model/gate.ts";
import { hasAlias, positionsOf } from "./load.ts";
import type { ConfigProblem } from "./types.ts";
import { validate } from "./validate.ts";

export type BaselineResult = { readonly ok: true; readonly entries: readonly BaselineEntry[] } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

interface Raw {
  readonly findings: readonly Omit<BaselineEntry, "where">[] | null;
}

const HEADER = ` Findings that are known and accepted for a while: scimspec run --baseline <this file>.
 The gate fails on findings that are not here, on entries whose finding is gone, and on entries past their day.
 Each entry: check, requirement, code and instance as the report shows them, and the reason; link, owner and
 expires (2027-01-31) if you like. --update-baseline adds and removes entries, and keeps your comments.`;

function parsed(file: string, text: string): { readonly document: Document.Parsed; readonly counter: LineCounter; readonly problems: readonly ConfigProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: counter, uniqueKeys: true, strict: true });
  const problems = document.errors.slice(0, 1).map((e) => {
    const { line, col } = counter.linePos(e.pos[0]);
    return { file, line, column: col, path: "", message: e.code === "DUPLICATE_KEY" ? "this key is given twice" : `not valid YAML: ${e.message.split("\n")[0] ?? ""}` };
  });
  if (problems.length === 0 && hasAlias(document.contents)) return { document, counter, problems: [{ file, line: 1, column: 1, path: "", message: "aliases (*name) are not allowed in a baseline" }] };
  return { document, counter, problems };
}

/** Reads a baseline; every complaint names file, line and column. */
export function readBaseline(file: string, text: string): BaselineResult {
  const { document, counter, problems } = parsed(file, text);
  if (problems.length > 0) return { ok: false, problems };
  const positions = positionsOf(file, document, counter);
  const raw: unknown = document.toJS();
  const wrong = raw === null || typeof raw !== "object" ? [positions.problem([], "a baseline is a mapping with `version: 1` and `findings:`; scimspec run --update-baseline writes one")] : validate(raw, positions, "baseline");
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const entries = ((raw as Raw).findings ?? []).map((e, i) => ({ ...e, where: `${file}:${positions.problem(["findings", i], "").line}` }));
  const twice = entries.flatMap((e, i) => (entries.findIndex((o) => findingKey(o) === findingKey(e)) < i ? [positions.problem(["findings", i], `this finding stands here twice: ${e.check} on ${e.requirement}`)] : []));
  return twice.length > 0 ? { ok: false, problems: twice } : { ok: true, entries };
}

const isEntry = (item: unknown): item is YAMLMap => isMap(item);

/**
 * The text of a baseline in which entries of `gone` are removed and `added` stand at the end. Whatever else the file holds
 * stays as it is. `text` null makes a new file; `today` goes into the reason of what is added.
 */
export function updateBaseline(text: string | null, added: readonly DistinctFinding[], gone: readonly BaselineEntry[], today: string): string {
  const { document } = parsed("baseline", text ?? "version: 1\nfindings: []\n");
  if (text === null) document.commentBefore = HEADER;
  const list = document.get("findings");
  const findings = (isSeq(list) ? list : document.createNode([])) as YAMLSeq;
  if (!isSeq(list)) document.set("findings", findings);
  const removed = new Set(gone.map(findingKey));
  findings.items = findings.items.filter((item) => !isEntry(item) || !removed.has(findingKey(item.toJSON() as BaselineEntry)));
  for (const { check, requirement, code, instance, message } of added) {
    const node = document.createNode({ check, requirement, ...(code === undefined ? {} : { code }), ...(instance === undefined ? {} : { instance }), reason: `found on ${today}, not explained yet` });
    // A reader of the diff sees what was accepted; a message may hold anything.
    node.commentBefore = ` ${message.replace(/\s+/gu, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "").slice(0, 160)}`;
    findings.items.push(node);
  }
  findings.flow = findings.items.length === 0;
  return document.toString({ lineWidth: 0 });
}
