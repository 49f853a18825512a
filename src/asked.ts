/** Short texts by which a caller names a shard or a counterexample; `where` says in complaints which flag or option it was. */
import { ConfigError } from "./config/error.ts";
import { decodeReplay } from "./engine/replay.ts";
import { MAX_SHARDS, parseShard } from "./engine/shard.ts";
import type { Replay } from "./model/property.ts";
import type { Shard } from "./model/run.ts";

/** The counterexample that a token names; throws a ConfigError if it names none. */
export function replayOf(token: string, where: string): Replay {
  const replay = decodeReplay(token);
  if (!replay) throw new ConfigError(`${where}: ${token} is no replay token; copy the one that the finding shows, in quotes`);
  return replay;
}

/** The shard that a text such as `2/3` names; throws a ConfigError if it names none. */
export function shardOf(text: string, where: string): Shard {
  const shard = parseShard(text);
  if (!shard) throw new ConfigError(`${where}: ${text} is no shard; write 2/3 for the second of three (at most ${MAX_SHARDS})`);
  return shard;
}
