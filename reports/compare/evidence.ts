/** What stands behind a cell: the checks that judged the requirement, what they found, and the exchange that shows it. */
import type { Exchange } from "../../src/model/exchange.ts";
import type { RequirementOutcome } from "../../src/model/expectation.ts";
import type { Json } from "../../src/model/json.ts";
import type { CheckResult, Finding, RequirementResult } from "../../src/model/run.ts";
import type { Cell, ComparedRun, Evidence } from "./comparison.ts";
import { rfcChecks } from "../own.ts";
import { clip } from "../safe-text.ts";
import { safeLink } from "./targets.ts";
import { stateOf, wellFormed } from "./words.ts";

/** Entries that a cell shows; the target's own report has them all. */
const MAX_EVIDENCE = 3;
/** Characters of a value or message that a cell shows. */
const MAX_TEXT = 400;

/** A run, indexed for the questions that cells ask. */
export interface IndexedRun {
  readonly report: string | null;
  readonly requirements: ReadonlyMap<string, RequirementResult>;
  readonly checks: ReadonlyMap<string, CheckResult>;
  /** Requirement id to the checks that judge it, each with its outcome for it. */
  readonly judges: ReadonlyMap<string, readonly { readonly check: CheckResult; readonly outcome: RequirementOutcome }[]>;
  readonly exchanges: ReadonlyMap<string, Exchange>;
}

/** Indexes a run once, so that a cell costs no search. */
export function indexRun({ run, report }: ComparedRun): IndexedRun {
  const judges = new Map<string, { check: CheckResult; outcome: RequirementOutcome }[]>();
  for (const check of rfcChecks(run)) {
    for (const { id, outcome } of check.requirements) {
      const list = judges.get(id) ?? [];
      list.push({ check, outcome });
      judges.set(id, list);
    }
  }
  return {
    report: safeLink(report),
    requirements: new Map(run.requirements.map((r) => [r.id, r])),
    checks: new Map(run.checks.map((c) => [c.id, c])),
    judges,
    exchanges: new Map(run.exchanges.map((e) => [e.id, e])),
  };
}

const short = (text: string): string => clip(text, MAX_TEXT);
const show = (value: Json): string | null => (value === null ? null : short(typeof value === "string" ? value : JSON.stringify(value)));

function exchangeOf(id: string | undefined, { exchanges }: IndexedRun): Evidence["exchange"] {
  const exchange = id === undefined ? undefined : exchanges.get(id);
  if (!exchange) return null;
  const { request, response, error } = exchange;
  return { request: short(`${request.method} ${request.url}`), response: short(response ? `HTTP ${response.status}` : `no response: ${error?.message ?? "unknown"}`) };
}

function linkTo(check: CheckResult, { report }: IndexedRun): string | null {
  return report === null ? null : `${report}#check/${encodeURI(wellFormed(check.id))}`;
}

function fromFinding(check: CheckResult, finding: Finding, run: IndexedRun): Evidence {
  const where = finding.instance ? `${finding.instance}: ` : "";
  return {
    check: check.id,
    title: check.failureTitle,
    state: finding.severity === "fail" ? "not-ok" : "advice",
    message: short(where + (finding.flaky === true ? "flaky, gone when repeated: " : "") + finding.message),
    expected: show(finding.expected),
    actual: show(finding.actual),
    exchange: exchangeOf(finding.exchange, run),
    remedy: check.remedy,
    href: linkTo(check, run),
  };
}

/**
 * Why a check did not judge a requirement, and the checks that it names as the cause. A check that failed in one instance and was
 * blocked in another has its reason there.
 */
function whyNot(check: CheckResult, outcome: RequirementOutcome, { checks }: IndexedRun): string {
  const instance = check.instances.find((i) => i.outcome === outcome && i.reason !== undefined);
  const reason = (check.outcome === outcome ? check.reason : undefined) ?? instance?.reason ?? check.reason ?? "";
  const causes = (check.blockedBy.length > 0 ? check.blockedBy : (instance?.precondition?.causes ?? [])).map((id) => checks.get(id)?.failureTitle ?? id);
  const because = causes.length === 0 ? "" : `Because: ${causes.slice(0, 2).join("; ")}${causes.length > 2 ? `; and ${causes.length - 2} more` : ""}`;
  return [reason, because].filter((t) => t !== "").map((t) => (/[.!?]$/.test(t) ? t : `${t}.`)).join(" ");
}

/** A check that recorded no finding on this requirement. */
function plainEvidence(check: CheckResult, outcome: RequirementOutcome, id: string, run: IndexedRun): Evidence {
  const observed = check.expectations.find((e) => e.requirement === id && e.observation === true)?.message;
  const message = outcome === "pass" ? (observed === undefined ? "" : `Observed: ${observed}`) : whyNot(check, outcome, run);
  return { check: check.id, title: check.title, state: stateOf(outcome), message: short(message), expected: null, actual: null, exchange: null, remedy: "", href: linkTo(check, run) };
}

const REASON: ReadonlyMap<Cell["outcome"], string> = new Map<Cell["outcome"], string>([
  ["pass", "Tested, and as the standard says."],
  ["fail", "Tested, and it breaks the standard."],
  ["warn", "Works, but goes against a recommendation, or is doubtful."],
  ["skip", "The product does not offer it, or gave no occasion to test it."],
  ["blocked", "Could not be judged, because something else failed first."],
  ["error", "Could not be judged: a mistake of scimspec, not of the product."],
  ["not-selected", "Not part of this run."],
  ["excluded", "Not testable from outside."],
  ["deferred", "No check of this version judges it yet."],
  ["open", "No check of this version judges it yet."],
  ["unknown", "This version of the test suite does not know the requirement."],
]);

/** The cell of a requirement in one run. A remedy stands once, at the first finding of its check. */
export function cellOf(id: string, run: IndexedRun): Cell {
  const outcome = run.requirements.get(id)?.outcome ?? "unknown";
  const state = stateOf(outcome);
  const judges = run.judges.get(id) ?? [];
  const severity = state === "not-ok" ? "fail" : state === "advice" ? "warn" : null;
  const found = severity === null ? [] : judges.flatMap(({ check }) => check.findings.filter((f) => f.requirement === id && f.severity === severity).map((f) => fromFinding(check, f, run)));
  // A requirement that failed has a finding; should a document lack it, its checks speak for themselves.
  const all = found.length > 0 ? found : judges.filter((j) => j.outcome === outcome).map((j) => plainEvidence(j.check, j.outcome, id, run));
  const evidence = all.slice(0, MAX_EVIDENCE).map((e, i) => (all[i - 1]?.check === e.check ? { ...e, remedy: "" } : e));
  return { state, outcome, reason: REASON.get(outcome) ?? "Not judged.", evidence, moreEvidence: Math.max(0, all.length - MAX_EVIDENCE) };
}
