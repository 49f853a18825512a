/** Runs instances in parallel, each after those that its check names in `after`. */
import type { TargetView } from "../model/target.ts";
import { judgeAlone, type InstanceRecord } from "./document.ts";
import { runInstance, type State } from "./instance.ts";
import type { PlannedInstance } from "./plan.ts";
import type { RunOptions } from "./run.ts";

/** Check instances under way at a time, per allowed request: while one waits for its answer, others use the connection. */
const INSTANCES_PER_REQUEST = 3;

/** Runs all instances, each after those its check names in `after`, with a bounded number under way. */
export async function execute(state: State, target: TargetView, instances: readonly PlannedInstance[], { confirm, onEvent }: Pick<RunOptions, "confirm" | "onEvent">): Promise<readonly InstanceRecord[]> {
  const limit = Math.max(1, state.options.concurrency * INSTANCES_PER_REQUEST);
  const open = new Map<string, number>();
  for (const { check } of instances) open.set(check.id, (open.get(check.id) ?? 0) + 1);
  const waiting = [...instances];
  const records: InstanceRecord[] = [];
  let running = 0;
  return new Promise((resolve) => {
    const next = (): void => {
      if (waiting.length === 0 && running === 0) return resolve(records);
      for (let i = 0; i < waiting.length && running < limit; ) {
        const planned = waiting[i];
        if (!planned || (planned.check.after ?? []).some((id) => id !== planned.check.id && (open.get(id) ?? 0) > 0)) i += 1;
        else {
          waiting.splice(i, 1);
          start(planned);
        }
      }
      // A circle in `after` cannot be honoured: begin with the first that waits.
      if (running === 0 && waiting.length > 0) start(waiting.shift() as PlannedInstance);
    };
    const start = (planned: PlannedInstance): void => {
      running += 1;
      const name = planned.type ? `${planned.check.id}@${planned.type.name}` : planned.check.id;
      onEvent({ kind: "check-start", check: name });
      void runInstance(state, target, planned, confirm).then((record) => {
        running -= 1;
        records.push(record);
        open.set(planned.check.id, (open.get(planned.check.id) ?? 1) - 1);
        onEvent({ kind: "check-end", check: name, end: record.result.end, unmet: record.expectations.filter((e) => !e.ok).length });
        if (open.get(planned.check.id) === 0) onEvent({ kind: "check-judged", ...judgeAlone(planned.check, records, state.options) });
        next();
      });
    };
    next();
  });
}

