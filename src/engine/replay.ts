/** Replay tokens: one line that repeats one counterexample. */
import type { Replay } from "../model/property.ts";

/** `filter/oracle@User:oracle:7:12:0:3`, and `~AAAB` behind it for model-based properties. */
export function encodeReplay({ check, instance, property, seed, path, commands }: Replay): string {
  return `${check}${instance === "" ? "" : `@${instance}`}:${property}:${seed}:${path}${commands === "" ? "" : `~${commands}`}`;
}

const TOKEN = /^(@?[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)+)(?:@([^:]+))?:([a-z0-9-]+):(\d{1,10}):(\d+(?::\d+)*)(?:~(.+))?$/;

/** The parts of a token; null for text that is none. */
export function decodeReplay(token: string): Replay | null {
  const found = TOKEN.exec(token.trim());
  if (!found) return null;
  const [, check = "", instance = "", property = "", seed = "", path = "", commands = ""] = found;
  return Number(seed) > 0xffff_ffff ? null : { check, instance, property, seed: Number(seed), path, commands };
}

/** A seed of its own for each property, from the run's seed; an unsigned 32-bit number (FNV-1a). */
export function derivedSeed(seed: number, ...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const c of `${seed}\n${words.join("\n")}`) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash >>> 0;
}
