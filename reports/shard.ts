/** How reports say that a run document is a part: one shard of a run never looks like the whole. */
import type { CheckResult, Run } from "../src/model/run.ts";

export type ShardWord = `Shard ${number} of ${number}`;

/** `Shard 2 of 3`; null for a whole run. */
export function shardWord({ shard }: Pick<Run, "shard">): ShardWord | null {
  return shard ? `Shard ${shard.index} of ${shard.count}` : null;
}

/** `2/3`, as `--shard` takes it; null for a whole run. */
export function shardFraction({ shard }: Pick<Run, "shard">): string | null {
  return shard ? `${shard.index}/${shard.count}` : null;
}

/** A verdict of a part, behind a word that says so: `Shard 2 of 3, not conformant`; of a whole run, the verdict alone. */
export function ofShard<V extends string>(run: Pick<Run, "shard">, verdict: V): V | `${ShardWord}, ${Lowercase<V>}` {
  const part = shardWord(run);
  return part === null ? verdict : `${part}, ${verdict.toLowerCase() as Lowercase<V>}`;
}

/** Checks of this shard that are blocked by checks of other shards alone, and which those are. */
export function blockedElsewhere(run: Pick<Run, "shard" | "checks">): { readonly blocked: readonly CheckResult[]; readonly by: readonly string[] } {
  const others = new Set((run.shard?.again ?? []).map((c) => c.id));
  const blocked = run.checks.filter((c) => c.outcome === "blocked" && c.blockedBy.length > 0 && c.blockedBy.every((id) => others.has(id)));
  return { blocked, by: [...new Set(blocked.flatMap((c) => c.blockedBy))].sort() };
}
