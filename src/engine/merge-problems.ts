/** Why run documents cannot be joined into one run: sentences that name the files; pure. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Run, ShardInfo } from "../model/run.ts";
import { shardOf } from "./shard.ts";

/** A run document with the name that people know it by. */
export interface NamedRun {
  readonly name: string;
  readonly run: Run;
}

/** The document of one shard. */
export interface ShardFile extends NamedRun {
  readonly run: Run & { readonly shard: ShardInfo };
}

const isShard = (file: NamedRun): file is ShardFile => file.run.shard !== undefined;

/** Where a run goes and how fast it is sent may differ between shards; name and URL of the target and the profile have sentences of their own. */
const FREE: ReadonlySet<string> = new Set(["out", "reports", "http", "baseline", "profile", "seed", "extend", "target.name", "target.baseUrl"]);

/** The value with the members of every object in one order: two config files may write them in different ones. */
function ordered(value: Json | undefined): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(ordered);
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(Object.entries<Json>(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, ordered(v)]));
}

/** Which headers are sent matters, and not how their names are written (RFC 9110 section 5.1). */
const lowered = (headers: Json | undefined): Json => (isObject(headers) ? Object.fromEntries(Object.entries(headers).map(([name, v]) => [name.toLowerCase(), v])) : null);

/** The settings of a run by name; what is sent with each request (credentials, headers, TLS) one by one, as masked in the document. */
function settings(config: JsonObject): ReadonlyMap<string, string> {
  const { target, ...rest } = config;
  const parts: JsonObject = isObject(target) ? { ...target, headers: lowered(target["headers"]) } : {};
  const all = [...Object.entries(rest), ...Object.entries(parts).map(([key, value]) => [`target.${key}`, value] as const)];
  return new Map(all.filter(([key]) => !FREE.has(key)).map(([key, value]) => [key, JSON.stringify(ordered(value))]));
}

function differingSettings(a: JsonObject, b: JsonObject): readonly string[] {
  const [one, other] = [settings(a), settings(b)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key));
}

/** Plugins with their versions and the checks that they brought: jobs may find the same ones in different folders. */
function pluginsOf({ own }: Run): string {
  const facts = (own?.plugins ?? []).map((p) => `${p.name}${p.version === null ? "" : ` ${p.version}`} with ${p.checks.length} ${p.checks.length === 1 ? "check" : "checks"} (${p.checks.join(", ")})`);
  return facts.length === 0 ? "none" : facts.join("; ");
}

/** The facts in which the shards of one run agree, each with how it is shown. */
const FACTS: readonly (readonly [name: string, of: (run: Run) => string])[] = [
  ["suite version", (run) => run.suite.version],
  ["profile", (run) => run.suite.profile],
  ["seed", (run) => String(run.seed)],
  // Each job has an embedded server of its own, on a free port.
  ["plugins", (run) => pluginsOf(run)],
  ["target", (run) => (run.target.embedded ? "the embedded reference server" : `${run.target.name} (${run.target.baseUrl})`)],
];

function differences(first: ShardFile, other: ShardFile): readonly string[] {
  const facts = FACTS.filter(([, of]) => of(first.run) !== of(other.run)).map(([name, of]) => `${first.name} and ${other.name} differ in the ${name}: ${of(first.run)} and ${of(other.run)}`);
  const keys = differingSettings(first.run.config, other.run.config);
  return keys.length === 0 ? facts : [...facts, `${first.name} and ${other.name} differ in the config: ${keys.join(", ")}`];
}

function countProblems(files: readonly ShardFile[]): readonly string[] {
  const [first] = files;
  const other = files.find((f) => f.run.shard.count !== first?.run.shard.count);
  const said = ({ name, run }: ShardFile): string => `${name} is shard ${run.shard.index} of ${run.shard.count}`;
  if (first && other) return [`these are shards of different splits: ${said(first)}, ${said(other)}`];
  const count = first?.run.shard.count ?? 0;
  const indexes = Array.from({ length: count }, (_v, i) => i + 1);
  const named = (index: number): string => files.filter((f) => f.run.shard.index === index).map((f) => f.name).join(" and ");
  const twice = indexes.filter((i) => files.filter((f) => f.run.shard.index === i).length > 1).map((i) => `shard ${i} of ${count} is given twice: ${named(i)}`);
  const missing = indexes.filter((i) => !files.some((f) => f.run.shard.index === i));
  const lack = missing.length === 0 ? [] : [`${missing.length === 1 ? "shard" : "shards"} ${missing.join(", ")} of ${count} ${missing.length === 1 ? "is" : "are"} missing; given: ${files.map((f) => `${f.name} (${f.run.shard.index})`).join(", ")}`];
  return [...twice, ...lack];
}

/** Checks that stand where they do not belong, or that this scimspec does not know. */
function foreignChecks({ name, run }: ShardFile, known: ReadonlySet<string>): readonly string[] {
  const own = new Map((run.own?.plugins ?? []).flatMap((p) => p.checks.map((id) => [id, p.name] as const)));
  // A check of the suites under a plugin's name, or the other way round, would be counted on the wrong side.
  const unknown = run.checks.find((c) => (c.plugin === undefined ? !known.has(c.id) : own.get(c.id) !== c.plugin || known.has(c.id)));
  const stray = run.checks.find((c) => c.kind === "check" && shardOf(c.id, run.shard.count) !== run.shard.index);
  return [
    ...(unknown ? [`${name} has the check ${unknown.id}, which this scimspec does not know: merge with the version that ran it`] : []),
    ...(stray ? [`${name} has the check ${stray.id}, which belongs to shard ${shardOf(stray.id, run.shard.count)}: was it edited?`] : []),
  ];
}

export interface Mergeable {
  readonly files: readonly ShardFile[];
  /** Empty if the files are the shards of one run. */
  readonly problems: readonly string[];
}

/** Looks for everything that keeps the files from being one run. `version` is that of the suites at hand, `known` the ids of their checks. */
export function mergeable(given: readonly NamedRun[], version: string, known: ReadonlySet<string>): Mergeable {
  const files = given.filter(isShard);
  const whole = given.filter((f) => !isShard(f));
  if (whole.length > 0) return { files, problems: whole.map((f) => `${f.name} is no shard: it was run without --shard, or is merged already`) };
  const [first, ...others] = files;
  if (!first) return { files, problems: ["there is no run document to merge"] };
  const problems = [...countProblems(files), ...others.flatMap((f) => differences(first, f))];
  if (problems.length > 0) return { files, problems };
  if (first.run.suite.version !== version) return { files, problems: [`${first.name} was written by scimspec ${first.run.suite.version}, and this is ${version}: merge with the version that ran it`] };
  return { files: [...files].sort((a, b) => a.run.shard.index - b.run.shard.index), problems: files.flatMap((f) => foreignChecks(f, known)) };
}
