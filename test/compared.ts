/** Runs for the tests of compare: the samples under names of their own, and one whose every string is turned against the reader. */
import type { ComparedRun } from "../reports/compare/comparison.ts";
import type { Run } from "../src/model/run.ts";
import { hostile, sample, SAMPLES, type SampleName } from "./hostile.ts";

/** A sample, with changes to its target; without its digest, which would no longer be right. */
export function sampleRun(name: SampleName, target: Partial<Run["target"]> = {}): Run {
  const { integrity: _, ...run } = sample(name);
  return { ...run, target: { ...run.target, ...target } };
}

/** The three samples as three products. */
export function products(): readonly ComparedRun[] {
  const names = ["Acme Directory", "Globex People", "Initech One"];
  return SAMPLES.map((name, i) => ({ run: sampleRun(name, { name: names[i] ?? "" }), report: `../${name}/index.html` }));
}

/** One of each kind of text that a browser, a template, a spreadsheet or a terminal would act on. */
const ATTACKS: readonly string[] = [
  "<script>window.pwned=1</script>",
  "</style></title></script></textarea><svg onload='window.pwned=1'><img src=x onerror=window.pwned=1>",
  "\"><a href=\"javascript:window.pwned=1\" autofocus onfocus=\"window.pwned=1\">",
  "{{constructor.constructor('window.pwned=1')()}} {{{x}}} ${1} {{> head}}",
  "</head></body><!-- <![CDATA[ -->",
  "\u001b]0;pwned\u0007\u001b[31m\u009b2J",
  "../../../../etc/passwd\\..\\..\\x",
  "=cmd|'/c calc'!A1,\"\r\n@SUM(1)",
  "\ud800\u202e\u0000",
];

/** Fields with a fixed set of values. */
const WORDS = ["outcome", "severity", "level", "class", "kind", "end", "mode", "operation", "credential", "failOn"];
/** Those without whose form a document is refused before it is rendered. */
const FORMAL = ["schemaVersion", "startedAt", "id", "checks", "exchange", "exchanges"];

/** Every string an attack; `words`: also those of fixed sets; `formal`: the document is still one that a command reads. */
export function hostileRun(name: SampleName, { words = false, formal = false }: { readonly words?: boolean; readonly formal?: boolean } = {}): Run {
  const run = sampleRun(name);
  const turned = hostile(run, { texts: ATTACKS, fixed: new Set([...(words ? [] : WORDS), ...(formal ? FORMAL : [])]) });
  return formal ? { ...turned, tool: run.tool } : turned;
}
