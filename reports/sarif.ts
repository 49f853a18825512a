/** SARIF 2.1.0 (OASIS), within what GitHub code scanning accepts. */
import { createHash } from "node:crypto";
import type { Exchange } from "../src/model/exchange.ts";
import { findingKey } from "../src/model/finding.ts";
import type { CheckResult, Finding, Run } from "../src/model/run.ts";
import { checkEvidence, findingLines, headline } from "./evidence.ts";
import { configFile, indexOf, MAPPING, times, verdict, whyIncomplete, type RunIndex } from "./mapping.ts";
import { shardFraction } from "./shard.ts";
import { ruleOf } from "./sarif-rules.ts";
import { oneLine, clip } from "./text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** GitHub refuses a log with more results or rules, and shows 5,000. */
const MAX_RESULTS = 25_000;
const MAX_MESSAGE = 6000;
const MAX_LINE = 400;
const MAX_ENDPOINTS = 10;

type Level = "error" | "warning" | "note";
const WEIGHT: Readonly<Record<Level, number>> = { error: 2, warning: 1, note: 0 };

interface Context {
  readonly run: Run;
  readonly index: RunIndex;
  /** Index of each check's rule. */
  readonly rules: ReadonlyMap<string, number>;
  readonly file: string;
}

/** A result object (SARIF 3.27). */
interface Result {
  readonly level: Level;
  readonly [member: string]: unknown;
}

/** A message in which nothing is a link: `[text](target)` would be one (SARIF 3.11.6). */
const message = (text: string): { readonly text: string } => ({ text: clip(text, MAX_MESSAGE).replaceAll("](", "] (") });

/** `PATCH /Users/{id}`: the endpoint without what differs from run to run. */
export function endpoint({ request }: Exchange, baseUrl: string): string {
  const path = (url: string): readonly string[] => (/^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? "").split("/").filter((s) => s !== "");
  const base = path(baseUrl);
  const all = path(request.url);
  const own = base.every((s, i) => all[i] === s) ? all.slice(base.length) : all;
  const [first = "", second] = own;
  const rest = second === undefined ? "" : second === ".search" ? "/.search" : "/{id}";
  return oneLine(`${request.method} /${first}${first.startsWith(".") ? "" : rest}`, MAX_LINE);
}

/** Equal in every run that shows the same deviation: no id, time, token or value of the target is part of it. */
function fingerprints(...parts: readonly string[]): Readonly<Record<string, string>> {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  // The second is the one that GitHub looks at; without it, all results would get that of the file's first line.
  return { "scimspec/v1": hash, primaryLocationLineHash: `${hash.slice(0, 16)}:1` };
}

function location(context: Context, endpoints: readonly string[]): object {
  const logical = endpoints.slice(0, MAX_ENDPOINTS).map((name) => ({ name, fullyQualifiedName: name, kind: "resource" }));
  return { physicalLocation: { artifactLocation: { uri: context.file }, region: { startLine: 1 } }, ...(logical.length > 0 ? { logicalLocations: logical } : {}) };
}

function base(check: CheckResult, level: Level, context: Context): Result {
  const ruleIndex = context.rules.get(check.id);
  return { ruleId: oneLine(check.id, 255), ...(ruleIndex === undefined ? {} : { ruleIndex }), level };
}

/** Findings of one check that differ in place or value only: one alert. */
function sameFindings(check: CheckResult): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const f of check.findings) {
    const key = findingKey({ ...f, check: check.id });
    const group = groups.get(key);
    if (group) group.push(f);
    else groups.set(key, [f]);
  }
  return [...groups.values()];
}

function findingResult(check: CheckResult, group: readonly [Finding, ...Finding[]], context: Context): Result {
  const { run, index } = context;
  const level: Level = group.some((f) => f.severity === "fail") ? "error" : "warning";
  const shown = group.find((f) => f.severity === "fail") ?? group[0];
  const ids = group.flatMap((f) => f.exchange ?? []).flatMap((id) => index.exchanges.get(id) ?? []);
  const exchange = shown.exchange === undefined ? undefined : index.exchanges.get(shown.exchange);
  const request = exchange ? { webRequest: { method: oneLine(exchange.request.method, MAX_LINE), target: oneLine(exchange.request.url, MAX_LINE) } } : {};
  const response = exchange?.response ? { webResponse: { statusCode: exchange.response.status } } : {};
  return {
    ...base(check, level, context),
    message: message([...findingLines(shown, run, index), "", `What to do: ${clip(check.remedy, MAX_LINE)}`].join("\n")),
    locations: [location(context, [...new Set(ids.map((e) => endpoint(e, run.target.baseUrl)))])],
    partialFingerprints: fingerprints(check.id, shown.requirement, shown.code ?? "", shown.instance ?? ""),
    occurrenceCount: group.reduce((sum, f) => sum + (f.count ?? 1), 0),
    ...request,
    ...response,
    properties: { outcome: check.outcome, requirement: oneLine(shown.requirement, MAX_LINE), ...(check.flaky === true ? { flaky: true } : {}) },
  };
}

function resultsOf(check: CheckResult, context: Context): readonly Result[] {
  const level = MAPPING[check.outcome].sarif;
  if (level === null) return [];
  if (check.findings.length > 0 && check.outcome !== "blocked") return sameFindings(check).map((g) => findingResult(check, g, context));
  const whole = { ...base(check, level, context), message: message(checkEvidence(check, context.run, context.index, MAX_MESSAGE)), locations: [location(context, [])], partialFingerprints: fingerprints(check.id, check.outcome), properties: { outcome: check.outcome } };
  return [whole];
}

/** What kept the run from being whole, and mistakes of scimspec: about the tool, not about the target (SARIF 3.58). */
function notifications({ run, rules }: Context, leftOut: number): readonly object[] {
  const why = whyIncomplete(run).map((text) => ({ level: "error", message: message(oneLine(text, MAX_LINE)), descriptor: { id: "incomplete" } }));
  const errors = run.checks
    .filter((c) => c.outcome === "error")
    .map((c) => ({ level: "error", message: message(`${oneLine(c.id, MAX_LINE)}: ${headline(c, MAX_LINE)}`), descriptor: { id: "error" }, associatedRule: { id: oneLine(c.id, 255), index: rules.get(c.id) ?? -1 } }));
  const cut = leftOut > 0 ? [{ level: "warning", message: message(`${leftOut} results are left out: GitHub takes at most ${MAX_RESULTS}`), descriptor: { id: "results-left-out" } }] : [];
  return [...why, ...errors, ...cut];
}

function invocation(context: Context, leftOut: number): object {
  const { start, stop } = times(context.run);
  const dates = start === 0 ? {} : { startTimeUtc: new Date(start).toISOString(), endTimeUtc: new Date(stop).toISOString() };
  return { executionSuccessful: whyIncomplete(context.run).length === 0, ...dates, toolExecutionNotifications: notifications(context, leftOut) };
}

/** The category under which GitHub keeps the results: two targets of one repository, and two shards, do not replace each other's. */
function category({ target, suite, shard }: Run): string {
  const word = (text: string): string => oneLine(text, 100).replace(/[^A-Za-z0-9._-]+/g, "-");
  return `scimspec/${word(target.name)}/${word(suite.profile)}/${shard ? `shard-${shard.index}-of-${shard.count}/` : ""}`;
}

function runProperties(run: Run): object {
  const shard = shardFraction(run);
  return {
    target: oneLine(run.target.name, MAX_LINE),
    baseUrl: oneLine(run.target.baseUrl, MAX_LINE),
    profile: oneLine(run.suite.profile, MAX_LINE),
    seed: run.seed,
    verdict: verdict(run),
    ...(shard === null ? {} : { shard }),
    outcomes: run.summary,
    ...(run.own ? { own: { passed: run.own.passed, outcomes: run.own.summary } } : {}),
  };
}

/** The run as a SARIF log; every result has a place in the repository and fingerprints that stay the same from run to run. */
export function renderSarif(run: Run): string {
  const index = indexOf(run);
  // Rules must differ (3.19.23): a document in which two checks share an id has one for both.
  const ruled = [...new Map(run.checks.map((c) => [c.id, c])).values()].slice(0, MAX_RESULTS);
  const context: Context = { run, index, rules: new Map(ruled.map((c, i) => [c.id, i])), file: configFile(run) };
  const all = run.checks.flatMap((c) => resultsOf(c, context)).sort((a, b) => WEIGHT[b.level] - WEIGHT[a.level]);
  const results = all.slice(0, MAX_RESULTS);
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "scimspec", version: oneLine(run.tool.version, MAX_LINE), rules: ruled.map((c) => ruleOf(c, index)) } },
        automationDetails: { id: category(run) },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(context, all.length - results.length)],
        results,
        properties: runProperties(run),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}
