/** The columns of a comparison, and what a reader must know before comparing them. */
import type { Run } from "../../src/model/run.ts";
import { rfcSentence } from "../console.ts";
import { isUnfinished, verdictWord } from "../summary.ts";
import { shardWord } from "../shard.ts";
import type { ComparedRun, Target } from "./comparison.ts";

function host(url: string): string {
  // Two tenants of one product differ in the path alone.
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname.replace(/\/$/, "")}` : url;
}

/** A label for each run that no other has: the name; with the host, where names are equal; with a number, where hosts are too. */
export function labels(runs: readonly Pick<Run, "target">[]): readonly string[] {
  const names = runs.map(({ target }) => target.name.trim() || host(target.baseUrl));
  const many = (all: readonly string[], one: string | undefined): boolean => all.filter((n) => n === one).length > 1;
  const hosts = names.map((n, i) => (many(names, n) ? `${n} (${host(runs[i]?.target.baseUrl ?? "")})` : n));
  const used = new Set<string>();
  return names.map((name, i) => {
    let label = hosts[i] ?? name;
    const base = many(hosts, label) ? name : label;
    for (let n = 1; used.has(label) || many(hosts, label); n += 1) label = `${base} ${n}`;
    used.add(label);
    return label;
  });
}

/** A link that a page may carry: relative, or http(s). Whatever else would run or fetch something. */
export function safeLink(url: string | undefined): string | null {
  if (url === undefined || url === "") return null;
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  return protocol === "" || protocol === "http:" || protocol === "https:" ? url : null;
}

/** The columns, in the order given. */
export function targetsOf(compared: readonly ComparedRun[]): readonly Target[] {
  const names = labels(compared.map((c) => c.run));
  return compared.map(({ run, report }, i) => ({
    label: names[i] ?? run.target.name,
    name: run.target.name,
    baseUrl: run.target.baseUrl,
    suiteVersion: run.suite.version,
    profile: run.suite.profile,
    startedAt: run.startedAt,
    verdict: verdictWord(run),
    sentence: rfcSentence(run),
    complete: !isUnfinished(run),
    conformant: run.conformant,
    seed: run.seed,
    mode: run.mode,
    failOn: run.failOn,
    report: safeLink(report),
  }));
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
const listed = (values: readonly string[]): string => values.join(", ");

/**
 * Why runs cannot fairly be compared: suite versions or profiles that differ, each as a sentence. Other rules were applied to
 * each, so that a difference may be one of the rules.
 */
export function mixtures(runs: readonly Pick<Run, "suite">[]): readonly string[] {
  const versions = distinct(runs.map((r) => r.suite.version));
  const profiles = distinct(runs.map((r) => r.suite.profile));
  return [
    ...(versions.length > 1 ? [`The runs were made with different versions of the test suite (${listed(versions)}).`] : []),
    ...(profiles.length > 1 ? [`The runs were judged by different profiles (${listed(profiles)}).`] : []),
  ];
}

function incompleteNotice(label: string, run: Run | undefined): readonly string[] {
  if (!run) return [];
  if (run.preflightFailure !== null) return [`${label} could not be assessed: ${run.preflightFailure}`];
  const part = shardWord(run);
  if (part !== null) return [`The run of ${label} is ${part.toLowerCase()}, so that its column shows only a part: merge the shards first.`];
  return run.complete ? [] : [`The run of ${label} is incomplete, so that its column shows only a part: ${run.incompleteBecause.join("; ")}.`];
}

/** Everything that a reader must know before comparing. */
export function noticesOf(compared: readonly ComparedRun[], targets: readonly Target[]): readonly string[] {
  const runs = compared.map((c) => c.run);
  const mixed = mixtures(runs).map((m) => `${m} A difference on this page may come from that, and not from the products.`);
  const incomplete = targets.flatMap((t, i) => incompleteNotice(t.label, runs[i]));
  const modes = distinct(runs.map((r) => r.mode));
  const gates = distinct(runs.map((r) => r.failOn));
  const selections = distinct(runs.map((r) => JSON.stringify(r.config["select"] ?? null)));
  return [
    ...mixed,
    ...incomplete,
    ...(modes.length > 1 ? ["Some runs only read, others wrote too: what needs writing is not judged for the read-only ones."] : []),
    ...(selections.length > 1 ? ["The runs did not select the same checks: what was not selected is not judged."] : []),
    ...(gates.length > 1 ? ["The verdicts were reached with different policies (some fail on a recommendation, others do not): compare the points, not the verdicts."] : []),
  ];
}
