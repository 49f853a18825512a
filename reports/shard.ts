/** How reports say that a run document is a part: one shard of a run never looks like the whole. */
import type { CheckResult, Run } from "../src/model/run.ts";

export type ShardWord = `Shard ${number} of ${number}`;

/** `Shard 2 of 3`; null for a whole run. */
export function shardWord({ shard }: Pick<Run, "shard">): ShardWord | null {
  return shard ? `Shard ${shard.index} of ${shard.count}` : null;
}

/** Checks of this shard that are blocked by checks of other shards alone, and which those are. */
export function blockedElsewhere(run: Pick<Run, "shard" | "checks">): { readonly blocked: readonly CheckResult[]; readonly by: readonly string[] } {
  const others = new Set((run.shard?.again ?? []).map((c) => c.id));
  const blocked = run.checks.filter((c) => c.outcome === "blocked" && c.blockedBy.length > 0 && c.blockedBy.every((id) => others.has(id)));
  return { blocked, by: [...new Set(blocked.flatMap((c) => c.blockedBy))].sort() };
}
