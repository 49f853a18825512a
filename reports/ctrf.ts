/** CTRF, the Common Test Report Format (ctrf.io, specification 0.0.0, ctrf-schema-0.0.json). */
import type { CheckResult, Run } from "../src/model/run.ts";
import { checkEvidence, headline } from "./evidence.ts";
import { COMPLETE, indexOf, MAPPING, times, verdict, whyIncomplete, whyNotWhole, type RunIndex } from "./mapping.ts";
import { linkOf, pluginNames } from "./own.ts";
import { shardFraction } from "./shard.ts";
import { rerunCommand } from "./summary.ts";
import { clip, oneLine } from "./text.ts";

const SPECIFICATION = "0.0.0";
const MAX_TEXT = 8000;
const MAX_LINE = 400;
/** Findings and requirements of one check that are listed apart from the text. */
const MAX_LISTED = 20;

const line = (text: string): string => oneLine(text, MAX_LINE);
const whole = (ms: number): number => Math.max(0, Math.round(Number.isFinite(ms) ? ms : 0));

/** What tools may want to compute with; people read `message` and `trace`. */
function extra(check: CheckResult, run: Run, index: RunIndex): object {
  return {
    scimspec: {
      check: line(check.id),
      ...(check.plugin === undefined ? {} : { plugin: line(check.plugin) }),
      requirements: check.requirements.slice(0, MAX_LISTED).map((r) => {
        const known = index.requirements.get(r.id);
        return { id: line(r.id), level: line(r.level), outcome: line(r.outcome), ...(known && linkOf(known) !== "" ? { link: linkOf(known) } : {}) };
      }),
      findings: check.findings.slice(0, MAX_LISTED).map((f) => ({ requirement: line(f.requirement), severity: line(f.severity), message: line(f.message), ...(f.code === undefined ? {} : { code: line(f.code) }), ...(f.instance === undefined ? {} : { instance: line(f.instance) }) })),
      ...(check.blockedBy.length > 0 ? { blockedBy: check.blockedBy.slice(0, MAX_LISTED).map(line) } : {}),
      ...(check.findings.length > 0 ? { remedy: line(check.remedy) } : {}),
      again: clip(rerunCommand(run, check.id), MAX_TEXT),
    },
  };
}

function test(check: CheckResult, run: Run, index: RunIndex): object {
  const quiet = check.outcome === "pass";
  const spoken = !quiet && check.outcome !== "skip";
  return {
    // The schema wants them not to be empty.
    testId: line(check.id) || "-",
    name: line(`${check.id}: ${check.title}`),
    status: MAPPING[check.outcome].ctrf,
    rawStatus: check.outcome,
    duration: whole(check.durationMs),
    suite: [line(check.suite)],
    type: "conformance",
    ...(quiet ? {} : { message: headline(check, MAX_LINE) }),
    ...(spoken ? { trace: checkEvidence(check, run, index, MAX_TEXT) } : {}),
    // It failed, and passed in its confirmation; the outcome stays what it was.
    ...(check.flaky === true ? { flaky: true, retries: 1 } : {}),
    tags: [...new Set(["scim", line(check.suite), ...check.requirements.slice(0, MAX_LISTED).map((r) => line(r.level))])],
    extra: extra(check, run, index),
  };
}

/** The additional test of an incomplete run: readers of this format look at the counts, and `other` alone would leave them green. */
function incomplete(why: readonly string[]): object {
  return { testId: "run/complete", name: COMPLETE, status: "failed", rawStatus: "incomplete", duration: 0, suite: ["run"], type: "conformance", message: oneLine(why.join("; "), MAX_LINE), trace: oneLine(why.join("; "), MAX_TEXT) };
}

function summary(run: Run, broken: boolean): object {
  const of = (status: string): number => run.checks.filter((c) => MAPPING[c.outcome].ctrf === status).length;
  const { start, stop } = times(run);
  return {
    tests: run.checks.length + Number(broken),
    passed: of("passed"),
    failed: of("failed") + Number(broken),
    skipped: of("skipped"),
    pending: 0,
    other: of("other"),
    flaky: run.checks.filter((c) => c.flaky === true).length,
    suites: new Set([...run.checks.map((c) => c.suite), ...(broken ? ["run"] : [])]).size,
    start,
    stop,
    duration: whole(run.durationMs),
  };
}

/** What the document says of the run as such. A shard is not complete here, though it ended in order: readers look at one member. */
function aboutRun(run: Run): object {
  const why = whyNotWhole(run);
  const shard = shardFraction(run);
  return {
    verdict: verdict(run),
    complete: why.length === 0,
    incompleteBecause: why.slice(0, MAX_LISTED).map(line),
    ...(shard === null ? {} : { shard }),
    profile: line(run.suite.profile),
    suiteVersion: line(run.suite.version),
    seed: run.seed,
    mode: line(run.mode),
    failOn: line(run.failOn),
    baseUrl: line(run.target.baseUrl),
    outcomes: run.summary,
    ...(run.own ? { own: { plugins: pluginNames(run).slice(0, MAX_LISTED).map(line), passed: run.own.passed, outcomes: run.own.summary } } : {}),
  };
}

/** The run as a CTRF document. `rawStatus` keeps the outcome; `extra.scimspec` says whether the run is whole. */
export function renderCtrf(run: Run): string {
  const index = indexOf(run);
  const why = whyIncomplete(run);
  const { stop } = times(run);
  const about = aboutRun(run);
  const document = {
    reportFormat: "CTRF",
    specVersion: SPECIFICATION,
    timestamp: new Date(stop).toISOString(),
    generatedBy: line(`scimspec ${run.tool.version}`),
    results: {
      tool: { name: "scimspec", version: line(run.tool.version) },
      summary: summary(run, why.length > 0),
      tests: [...(why.length > 0 ? [incomplete(why)] : []), ...run.checks.map((c) => test(c, run, index))],
      environment: { reportName: line(`SCIM conformance of ${run.target.name}${shardFraction(run) === null ? "" : `, shard ${shardFraction(run) ?? ""}`}`), appName: line(run.target.name), osPlatform: line(run.environment.platform) },
      extra: { scimspec: about },
    },
    extra: { scimspec: about },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
