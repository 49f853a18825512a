/** "Fix these first": the causes, each with what hangs on it. */
import type { CheckResult } from "../../src/model/run.ts";
import type { Cause } from "../causes.ts";
import { badge } from "./words.ts";

/** Causes that the page shows; the list of checks has every one. */
const MAX_CAUSES = 10;

/** `48 checks behind it: 10 probably follow from it, 38 could not be judged`. */
function summary({ blocked, follows }: Cause): string {
  const all = blocked.length + follows.length;
  const follow = follows.length === 0 ? [] : [`${follows.length} probably ${follows.length === 1 ? "follows" : "follow"} from it`];
  const block = blocked.length === 0 ? [] : [`${blocked.length} could not be judged`];
  return `${all} ${all === 1 ? "check" : "checks"} behind it: ${[...follow, ...block].join(", ")}`;
}

function causeView(cause: Cause) {
  const { check, blocked, follows } = cause;
  const titled = (c: CheckResult) => ({ id: c.id, ...badge(c.outcome), title: c.failureTitle });
  return {
    id: check.id,
    ...badge(check.outcome),
    title: check.failureTitle,
    message: check.findings[0]?.message ?? check.reason ?? "",
    remedy: check.remedy,
    dependants: blocked.length + follows.length > 0 ? summary(cause) : "",
    blocked: blocked.map((c) => ({ id: c.id })),
    follows: follows.map(titled),
  };
}

/** What the section shows, and how many causes it leaves out. */
export function causesView(causes: readonly Cause[]) {
  return { causes: causes.slice(0, MAX_CAUSES).map(causeView), moreCauses: Math.max(0, causes.length - MAX_CAUSES) };
}

/** For each folded check, the ids of its causes. */
export function explainedBy(causes: readonly Cause[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const { check, follows } of causes) for (const f of follows) map.set(f.id, [...(map.get(f.id) ?? []), check.id]);
  return map;
}
