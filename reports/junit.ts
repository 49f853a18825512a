/**
 * JUnit XML. There is no standard; the shape is what Jenkins publishes (xunit-plugin, junit-10.xsd, itself Surefire's format), and for
 * GitLab what its documentation names: "Unit test reports", JUnit XML format specification.
 */
import type { CheckResult, Run } from "../src/model/run.ts";
import { checkEvidence, headline } from "./evidence.ts";
import { bySuite, COMPLETE, configFile, indexOf, MAPPING, times, verdict, whyIncomplete, WHOLE, type RunIndex } from "./mapping.ts";
import { ownSentence, pluginNames } from "./own.ts";
import { shardFraction, shardWord } from "./shard.ts";
import { oneLine } from "./text.ts";
import { element, xmlText } from "./xml.ts";

/** Whose reader the file is made for. */
export type JunitFlavour = "jenkins" | "gitlab";

/** Characters of evidence in one test case. */
const MAX_CASE = 8000;
/** Characters of evidence in a file. GitLab refuses a file of 30 MB; a character takes up to six octets, escaped. */
const MAX_ALL = 4_000_000;
/** Characters of an attribute. */
const MAX_ATTRIBUTE = 300;

interface Context {
  readonly run: Run;
  readonly index: RunIndex;
  readonly flavour: JunitFlavour;
  /** Characters of evidence for each case. */
  readonly limit: number;
}

const seconds = (ms: number): string => (Math.max(0, Number.isFinite(ms) ? ms : 0) / 1000).toFixed(3);

/** Character data in which no attachment is named: Jenkins and GitLab would look for `[[ATTACHMENT|path]]` of a target's choice. */
function text(content: string): string {
  return xmlText(content.replace(/\[\[(?=ATTACHMENT)/gi, "[ ["));
}

/** The element that tells how the case ended; empty for one that passed without a word. */
function ending(check: CheckResult, { run, index, limit, flavour }: Context): string {
  const { outcome } = check;
  if (outcome === "pass") return "";
  const message = headline(check, MAX_ATTRIBUTE);
  // GitLab shows the text of an element and drops its message; Jenkins shows the message of a skipped test.
  if (outcome === "skip") return element("skipped", { message }, flavour === "gitlab" ? text(message) : "");
  const evidence = text(checkEvidence(check, run, index, limit));
  if (outcome === "warn") return element("system-out", {}, evidence);
  return element(MAPPING[outcome].junit, { type: outcome, message }, evidence);
}

function testCase(check: CheckResult, context: Context): string {
  const { flavour, run } = context;
  const name = oneLine(`${check.id}: ${check.title}`, MAX_ATTRIBUTE);
  const suite = oneLine(check.suite, MAX_ATTRIBUTE);
  const at = { name, classname: className(suite, flavour), time: seconds(check.durationMs), file: flavour === "gitlab" ? configFile(run) : undefined };
  return element("testcase", at, ending(check, context));
}

/** Jenkins takes what stands before the last dot for a package; GitLab shows the whole as the suite. */
function className(suite: string, flavour: JunitFlavour): string {
  return flavour === "gitlab" ? suite : `scimspec.${suite.replaceAll(".", "_")}`;
}

function properties(run: Run): string {
  const shard = shardFraction(run);
  const pairs = {
    target: run.target.name,
    baseUrl: run.target.baseUrl,
    profile: run.suite.profile,
    seed: run.seed,
    verdict: verdict(run),
    ...(shard === null ? {} : { shard }),
    failOn: run.failOn,
    mode: run.mode,
    ...(run.own ? { own: `${ownSentence(run)} ${pluginNames(run).join(", ")}` } : {}),
    version: `${run.tool.name} ${run.tool.version}, suite ${run.suite.version}`,
  };
  return element("properties", {}, Object.entries(pairs).map(([name, value]) => element("property", { name, value: oneLine(String(value), MAX_ATTRIBUTE) })).join(""));
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function count(checks: readonly CheckResult[]): Counts {
  const of = (kind: string): number => checks.filter((c) => MAPPING[c.outcome].junit === kind).length;
  return { tests: checks.length, failures: of("failure"), errors: of("error"), skipped: of("skipped") };
}

/** A case about the run as such, and what it counts as. */
interface AboutRun {
  readonly kind: "error" | "skipped";
  readonly name: string;
  readonly ending: string;
}

/** An incomplete run has an error more, so that no pipeline takes half a run for a whole one; a shard a skipped case, since GitLab drops properties. */
function aboutRun(run: Run): readonly AboutRun[] {
  const why = whyIncomplete(run).join("; ");
  const part = shardWord(run);
  const shard = `This is ${part?.toLowerCase() ?? ""}: scimspec merge joins the shards`;
  return [
    ...(part === null ? [] : [{ kind: "skipped" as const, name: WHOLE, ending: element("skipped", { message: shard }, text(shard)) }]),
    ...(why === "" ? [] : [{ kind: "error" as const, name: COMPLETE, ending: element("error", { type: "incomplete", message: oneLine(why, MAX_ATTRIBUTE) }, text(oneLine(why, MAX_CASE))) }]),
  ];
}

function runSuite(about: readonly AboutRun[], { run, flavour }: Context, timestamp: string | undefined): string {
  const file = flavour === "gitlab" ? configFile(run) : undefined;
  const cases = about.map(({ name, ending: end }) => element("testcase", { name, classname: className("run", flavour), time: "0.000", file }, end));
  const of = (kind: AboutRun["kind"]): number => about.filter((c) => c.kind === kind).length;
  return element("testsuite", { name: "run", tests: about.length, failures: 0, errors: of("error"), skipped: of("skipped"), time: "0.000", timestamp }, `\n${[properties(run), ...cases].join("\n")}\n`);
}

/** The run as JUnit XML: one testsuite per suite, one testcase per check. */
export function renderJunit(run: Run, flavour: JunitFlavour): string {
  const spoken = run.checks.filter((c) => c.outcome !== "pass" && c.outcome !== "skip").length;
  const context: Context = { run, index: indexOf(run), flavour, limit: Math.min(MAX_CASE, Math.floor(MAX_ALL / Math.max(1, spoken))) };
  const { start } = times(run);
  // Readers of this format take a time without a zone.
  const timestamp = start === 0 ? undefined : new Date(start).toISOString().slice(0, 19);
  const suites = [...bySuite(run)].map(([suite, checks]) => {
    const time = seconds(checks.reduce((sum, c) => sum + c.durationMs, 0));
    return element("testsuite", { name: oneLine(suite, MAX_ATTRIBUTE), ...count(checks), time, timestamp }, `\n${[properties(run), ...checks.map((c) => testCase(c, context))].join("\n")}\n`);
  });
  const about = aboutRun(run);
  if (about.length > 0) suites.unshift(runSuite(about, context, timestamp));
  const { tests, failures, errors } = count(run.checks);
  const all = { name: oneLine(`scimspec: ${run.target.name}${shardFraction(run) === null ? "" : `, shard ${shardFraction(run) ?? ""}`}`, MAX_ATTRIBUTE), tests: tests + about.length, failures, errors: errors + about.filter((c) => c.kind === "error").length, time: seconds(run.durationMs) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", all, `\n${suites.join("\n")}\n`)}\n`;
}
