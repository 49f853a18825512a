/** Sharding: which shard of a run owns a check, and what a shard runs again of others' to explain its own results; pure. */
import type { Check } from "../model/check.ts";
import type { Shard } from "../model/run.ts";
import type { InstanceRecord } from "./document.ts";
import { derivedSeed } from "./replay.ts";

/** Shards that one run may have. */
export const MAX_SHARDS = 256;

/** `2/3` as a shard; null for text that is none. */
export function parseShard(text: string): Shard | null {
  const [, index = "0", count = "0"] = /^(\d{1,3})\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= MAX_SHARDS ? shard : null;
}

/**
 * The shard, from 1 to `count`, that owns the check: by its id alone, so that a new check moves no other. Invariants belong to
 * every shard.
 */
export function shardOf(id: string, count: number): number {
  // The last bits of FNV-1a follow the last letters; mixed, they depend on all.
  const hash = derivedSeed(0, id);
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 8) % count + 1;
}

/** The checks that the shard owns; all without one. */
export function ownedBy<T extends Pick<Check, "id">>(checks: readonly T[], shard: Shard | null): readonly T[] {
  return shard ? checks.filter((c) => shardOf(c.id, shard.count) === shard.index) : checks;
}

/**
 * Checks that explain why these instances are blocked, and have not run yet: those that their check names in `after`, and those
 * that provide the precondition which failed. They may be blocked in their turn.
 */
export function explaining(records: readonly InstanceRecord[], selected: readonly Check[], ran: ReadonlySet<string>): readonly Check[] {
  const blocked = records.filter((r) => r.result.end === "blocked");
  const named = new Set(blocked.flatMap((r) => [...(r.planned.check.after ?? [])]));
  const failed = new Set(blocked.map((r) => r.result.precondition?.name));
  return selected.filter((c) => !ran.has(c.id) && (named.has(c.id) || (c.provides ?? []).some((p) => failed.has(p))));
}
