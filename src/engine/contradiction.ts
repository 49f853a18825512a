/** What a run document cannot say of itself if scimspec wrote it: the traces of an edit by hand. Pure. */
import { OUTCOMES, type Outcome, type RequirementOutcome } from "../model/expectation.ts";
import type { CheckResult, Run } from "../model/run.ts";
import { isConformant, requirementOutcomes } from "./verdict.ts";

/** Looks for one kind of contradiction; a clause that goes on from "not a run document that can be used:", or null. */
type Look = (run: Run) => string | null;

const isOwn = (c: CheckResult): boolean => c.plugin !== undefined;
const ofRfcs = (run: Run): readonly CheckResult[] => run.checks.filter((c) => !isOwn(c));

/** When a run began is written by `toISOString`: a day without a month would pass for a date elsewhere. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const dated: Look = ({ startedAt }) => (TIME.test(startedAt) && !Number.isNaN(Date.parse(startedAt)) ? null : `it began at ${JSON.stringify(startedAt)}, which is no time`);

function twice(what: string, list: readonly { readonly id: string }[]): string | null {
  const seen = new Set<string>();
  const again = list.find(({ id }) => seen.size === seen.add(id).size);
  return again ? `the ${what} ${again.id} is in it twice` : null;
}

const unique: Look = ({ checks, requirements, exchanges }) => twice("check", checks) ?? twice("requirement", requirements) ?? twice("exchange", exchanges);

const counted: Look = (run) => {
  const count = (own: boolean, o: Outcome): number => run.checks.filter((c) => c.outcome === o && isOwn(c) === own).length;
  for (const [summary, own] of [[run.summary, false], ...(run.own ? [[run.own.summary, true] as const] : [])] as const) {
    const outcome = OUTCOMES.find((o) => summary[o] !== count(own, o));
    if (outcome !== undefined) return `its summary counts ${summary[outcome]} ${own ? "own checks" : "checks"} as ${outcome}, and its checks say ${count(own, outcome)}`;
  }
  return null;
};

const placed: Look = ({ checks, own }) => {
  const stray = checks.find((c) => isOwn(c) && !own?.plugins.some((p) => p.name === c.plugin && p.checks.includes(c.id)));
  return stray ? `the own check ${stray.id} belongs to no plugin of the run` : null;
};

/** The outcome of a check against its findings. What is blocked keeps what warned before; an error stands above all. */
function judged({ id, outcome, findings }: CheckResult): string | null {
  const fails = findings.some((f) => f.severity === "fail");
  if (outcome === "fail") return fails ? null : `${id} is said to fail, and has no finding that fails`;
  if (outcome === "error") return null;
  if (fails) return `${id} is said to ${outcome === "blocked" ? "be blocked" : outcome}, and has a finding that fails`;
  if (outcome === "warn") return findings.length > 0 ? null : `${id} is said to warn, and has no finding`;
  return outcome === "blocked" || findings.length === 0 ? null : `${id} is said to ${outcome}, and has a finding`;
}

const everyJudged: Look = ({ checks }) => checks.map(judged).find((problem) => problem !== null) ?? null;

const shown: Look = ({ checks, exchanges }) => {
  const kept = new Set(exchanges.map((e) => e.id));
  const lost = checks.flatMap((c) => c.findings).find((f) => f.exchange !== undefined && !kept.has(f.exchange));
  return lost ? `the exchange ${lost.exchange ?? ""} that a finding shows is missing` : null;
};

interface JudgedRequirement {
  readonly id: string;
  readonly outcome: RequirementOutcome;
  readonly checks: readonly string[];
}

const UNJUDGED: readonly RequirementOutcome[] = ["excluded", "deferred", "not-selected", "open"];

/** Requirements against the checks that judge them, in both directions. */
function matched(requirements: readonly JudgedRequirement[], checks: readonly CheckResult[]): string | null {
  const judgements = requirementOutcomes(checks);
  for (const { id, outcome, checks: names } of requirements) {
    const by = judgements.get(id);
    const lost = names.find((name) => by?.checks.includes(name) !== true);
    if (lost !== undefined) return `the requirement ${id} names the check ${lost}, ${checks.some((c) => c.id === lost) ? "which does not name it" : "which is missing"}`;
    const silent = by?.checks.find((name) => !names.includes(name));
    if (silent !== undefined) return `the check ${silent} judges the requirement ${id}, which does not name it`;
    if (by ? by.outcome !== outcome : !UNJUDGED.includes(outcome)) return `the requirement ${id} is said to be ${outcome}, and ${by ? `its checks say ${by.outcome}` : "no check judges it"}`;
  }
  return null;
}

const traced: Look = (run) => {
  // A run lists the whole catalogue, whatever was selected.
  if (run.requirements.length === 0) return "it lists no requirement";
  const known = new Set(run.requirements.map((r) => r.id));
  const lost = ofRfcs(run).flatMap((c) => c.requirements).find((r) => !known.has(r.id));
  if (lost) return `the requirement ${lost.id} that a check judges is missing`;
  return matched(run.requirements, ofRfcs(run)) ?? matched(run.own?.requirements ?? [], run.checks.filter(isOwn));
};

const whole: Look = (run) => {
  const { complete, incompleteBecause, preflightFailure, summary } = run;
  if (complete && (incompleteBecause.length > 0 || preflightFailure !== null)) return `it is said to be complete, and to be incomplete because: ${[...incompleteBecause, ...(preflightFailure === null ? [] : [preflightFailure])].join("; ")}`;
  if (complete && summary.error > 0) return "it is said to be complete, and a check of it ended with an error";
  return run.conformant && !complete ? "it is said to be conformant, and is incomplete" : null;
};

/** The verdict against the findings, by the policy that the document names. */
const graded: Look = (run) => {
  const { complete, failOn, own, summary } = run;
  const tolerance = { flaky: run.config["flaky"] === "report" ? "report" : "gate", shard: run.shard ?? null } as const;
  if (run.conformant && !isConformant(complete, failOn, ofRfcs(run), tolerance)) return `it is said to be conformant, and its checks (${summary.fail} fail, ${summary.warn} warn, ${summary.blocked} blocked) say otherwise`;
  if (own?.passed === true && !isConformant(complete && own.summary.error === 0, failOn, run.checks.filter(isOwn), tolerance, run.checks)) return "its own checks are said to pass, and their findings say otherwise";
  return null;
};

/** Only what is listed as a reason by itself: thresholds and the baseline are not in the document. */
const gated: Look = ({ gate, complete, own }) => {
  if (gate?.passed !== true) return null;
  const lists = (["unexpected", "stale", "expired"] as const).filter((list) => gate[list].length > 0);
  if (lists.length > 0) return `its gate is said to have passed, and lists what fails it: ${lists.map((list) => `${gate[list].length} ${list}`).join(", ")}`;
  if (!complete) return "its gate is said to have passed, and the run is incomplete";
  return (own?.summary.error ?? 0) > 0 ? "its gate is said to have passed, and an own check ended with an error" : null;
};

/** What a document of the first version cannot have. */
const SINCE_1_1 = ["integrity", "shard", "gate", "own"] as const;

const ofItsTime: Look = (run) => {
  if (Number(run.schemaVersion.split(".")[1]) > 0) return null;
  const later = SINCE_1_1.find((member) => run[member] !== undefined);
  return later === undefined ? null : `its schemaVersion is ${run.schemaVersion}, and it has the member ${later}, which came with 1.1`;
};

const LOOKS: readonly Look[] = [ofItsTime, dated, unique, counted, placed, everyJudged, shown, traced, whole, graded, gated];

/**
 * The first thing in which a run document of the published form contradicts itself, as a clause for people; null without any. What
 * scimspec writes (whole, incomplete, interrupted, of a shard, merged, of own checks only) never does.
 */
export function contradiction(run: Run): string | null {
  for (const look of LOOKS) {
    const problem = look(run);
    if (problem !== null) return problem;
  }
  return null;
}
