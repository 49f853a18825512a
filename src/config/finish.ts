/** From the validated raw document to the Config: defaults, units, base URL, templates. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Threshold } from "../model/gate.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { PropertyLevel } from "../model/property.ts";
import type { FailOn } from "../model/run.ts";
import type { Positions } from "./load.ts";
import { checkTemplate } from "./template.ts";
import type { AuthConfig, Config, ConfigProblem, LoadResult, ResourceConfig } from "./types.ts";

/** The document as the schema allows it. */
export interface RawConfig {
  readonly target: {
    readonly name?: string;
    readonly baseUrl: string;
    readonly auth?: AuthConfig;
    readonly headers?: Record<string, string>;
    readonly tls?: { readonly caFile?: string; readonly skipVerify?: boolean };
    readonly otherCredentials?: { readonly otherTenant?: AuthConfig; readonly lowPrivilege?: AuthConfig };
  };
  readonly http?: {
    readonly timeout?: string;
    readonly runTimeout?: string;
    readonly concurrency?: number;
    readonly requestsPerSecond?: number | "unlimited";
    readonly retries?: number;
    readonly maxBodyBytes?: number | string;
    readonly settleWithin?: string;
  };
  readonly resources?: Record<string, { readonly template?: JsonObject; readonly omit?: readonly string[]; readonly fixed?: readonly string[]; readonly ignore?: boolean }>;
  readonly capabilities?: Config["capabilities"];
  readonly profile?: string;
  readonly extend?: string[];
  readonly select?: Partial<Config["select"]>;
  readonly severity?: Config["severity"];
  readonly failOn?: Config["failOn"];
  readonly flaky?: Config["flaky"];
  readonly thresholds?: Record<string, FailOn | Partial<Threshold>>;
  readonly baseline?: string;
  readonly mode?: Config["mode"];
  readonly allow?: readonly string[];
  readonly properties?: PropertyLevel | { readonly runs?: number; readonly time?: string; readonly requests?: number; readonly level?: PropertyLevel };
  readonly seed?: number;
  readonly reports?: readonly string[];
  readonly out?: string;
}

const UNIT = { ms: 1, s: 1000, m: 60_000 } as const;
const SIZE: Readonly<Record<string, number>> = { B: 1, kB: 1000, KB: 1000, KiB: 1024, MB: 1_000_000, MiB: 1_048_576 };

/** Budget of the level thorough, in budgets of the level normal. */
const THOROUGH = 5;

/** `10s` in milliseconds. */
export function duration(text: string): number {
  const [, amount = "0", unit = "ms"] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return Number(amount) * UNIT[unit as keyof typeof UNIT];
}

function size(value: number | string): number {
  if (typeof value === "number") return value;
  const [, amount = "0", unit = "B"] = /^(\d+)(\w+)$/.exec(value) ?? [];
  return Number(amount) * (SIZE[unit] ?? 1);
}

/** What is wrong with a base URL, or null. */
export function baseUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return `${text} is not an absolute URL such as https://scim.example.com/v2`;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return `${url.protocol}// is not http:// or https://`;
  if (url.search !== "" || text.includes("?")) return "a base URL has no query (RFC 7644 section 1.3); send fixed values as target.headers";
  if (url.hash !== "" || text.includes("#")) return "a base URL has no fragment";
  return url.username || url.password ? "a base URL holds no user name or password; use target.auth" : null;
}

function resources(raw: RawConfig, positions: Positions, problems: ConfigProblem[]): Config["resources"] {
  const result: Record<string, ResourceConfig> = {};
  for (const [name, r] of Object.entries(raw.resources ?? {})) {
    for (const { path, message } of checkTemplate((r.template ?? null) as Json)) problems.push(positions.problem(["resources", name, "template", ...path], message));
    result[name] = { template: r.template ?? null, omit: r.omit ?? [], fixed: r.fixed ?? [], ignore: r.ignore ?? false };
  }
  return result;
}

function certificate(raw: RawConfig, folder: string, positions: Positions, problems: ConfigProblem[]): string | null {
  const file = raw.target.tls?.caFile;
  if (file === undefined) return null;
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch {
    problems.push(positions.problem(["target", "tls", "caFile"], `the file ${resolve(folder, file)} cannot be read`));
    return null;
  }
}

function target(raw: RawConfig, folder: string, positions: Positions, problems: ConfigProblem[]): Config["target"] {
  const wrong = baseUrlProblem(raw.target.baseUrl);
  if (wrong !== null) problems.push(positions.problem(["target", "baseUrl"], wrong));
  return {
    name: raw.target.name ?? (wrong === null ? new URL(raw.target.baseUrl).host : raw.target.baseUrl),
    baseUrl: raw.target.baseUrl.replace(/\/+$/, ""),
    auth: raw.target.auth ?? { type: "none" },
    headers: raw.target.headers ?? {},
    tls: { ca: certificate(raw, folder, positions, problems), skipVerify: raw.target.tls?.skipVerify ?? false },
    otherCredentials: raw.target.otherCredentials ?? {},
  };
}

function http(raw: RawConfig): Config["http"] {
  const h = raw.http ?? {};
  return {
    timeoutMs: duration(h.timeout ?? "10s"),
    runTimeoutMs: duration(h.runTimeout ?? "15m"),
    concurrency: h.concurrency ?? 8,
    requestsPerSecond: typeof h.requestsPerSecond === "number" ? h.requestsPerSecond : null,
    retries: h.retries ?? 2,
    maxBodyBytes: size(h.maxBodyBytes ?? "5MB"),
    settleWithinMs: duration(h.settleWithin ?? "0s"),
  };
}

/** The budget of generated cases: what is given, else that of the level. */
export function properties(raw: RawConfig["properties"] = {}): Config["properties"] {
  const { level = "normal", runs, time, requests } = typeof raw === "string" ? { level: raw } : raw;
  const times = level === "thorough" ? THOROUGH : 1;
  return { level, runs: runs ?? 50 * times, timeMs: time === undefined ? 5000 * times : duration(time), requests: requests ?? 200 * times };
}

/** A threshold is what it sets; the rest is the run's. */
function thresholds({ thresholds: given = {}, failOn = "must" }: RawConfig): Config["thresholds"] {
  return Object.fromEntries(Object.entries(given).map(([area, t]) => [area, typeof t === "string" ? { failOn: t, atMost: 0 } : { failOn: t.failOn ?? failOn, atMost: t.atMost ?? 0 }]));
}

/** Fills in defaults and checks what a schema cannot say. */
export function finish(raw: RawConfig, folder: string, positions: Positions): LoadResult {
  const problems: ConfigProblem[] = [];
  const config: Config = {
    target: target(raw, folder, positions, problems),
    http: http(raw),
    resources: resources(raw, positions, problems),
    capabilities: raw.capabilities ?? {},
    profile: raw.profile ?? "rfc",
    extend: (raw.extend ?? []).map((module) => ({ module, folder: resolve(folder) })),
    select: { suites: [], checks: [], requirements: [], level: "may", ...raw.select },
    severity: raw.severity ?? {},
    failOn: raw.failOn ?? "must",
    flaky: raw.flaky ?? "gate",
    thresholds: thresholds(raw),
    baseline: raw.baseline === undefined ? null : resolve(folder, raw.baseline),
    mode: raw.mode ?? "full",
    allow: raw.allow ?? [],
    properties: properties(raw.properties),
    seed: raw.seed ?? null,
    reports: raw.reports ?? ["html", "json"],
    out: raw.out ?? "scimspec-report",
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

/** The config for a target known by flags alone, or the embedded reference server. */
export function defaultConfig(baseUrl: string, auth: AuthConfig, rest: Partial<Pick<RawConfig["target"], "name" | "otherCredentials">> = {}): Config {
  const positions: Positions = { problem: (path, message) => ({ file: "--base-url", line: 1, column: 1, path: path.join("."), message }) };
  const result = finish({ target: { baseUrl, auth, ...rest } }, ".", positions);
  if (!result.ok) throw new Error(result.problems[0]?.message ?? "not a valid base URL");
  return result.config;
}
