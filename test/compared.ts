/** Runs for the tests of compare: the samples under names of their own, and one whose every string is turned against the reader. */
import { readFileSync } from "node:fs";
import type { ComparedRun } from "../reports/compare/comparison.ts";
import type { Run } from "../src/model/run.ts";

export const SAMPLE_NAMES = ["conformant", "not-conformant", "incomplete"] as const;
export type SampleName = (typeof SAMPLE_NAMES)[number];

export function sampleFile(name: SampleName): URL {
  return new URL(`../reports/samples/${name}.run.json`, import.meta.url);
}

/** A sample, with changes to its target. */
export function sampleRun(name: SampleName, target: Partial<Run["target"]> = {}): Run {
  // What is changed here does not match its digest any more.
  const { integrity: _own, ...run } = JSON.parse(readFileSync(sampleFile(name), "utf8")) as Run;
  return { ...run, target: { ...run.target, ...target } };
}

/** The three samples as three products. */
export function products(): readonly ComparedRun[] {
  const names = ["Acme Directory", "Globex People", "Initech One"];
  return SAMPLE_NAMES.map((name, i) => ({ run: sampleRun(name, { name: names[i] ?? "" }), report: `../${name}/index.html` }));
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

const FIXED: ReadonlySet<string> = new Set(["outcome", "severity", "level", "class", "end", "mode", "failOn", "schemaVersion", "kind", "operation", "credential"]);

/** Every string replaced by an attack; what refers to the same still does. With `all`, also the words of fixed sets. */
export function hostileRun(name: SampleName, all = false): Run {
  const known = new Map<string, string>();
  const turned = (text: string): string => {
    const found = known.get(text) ?? `${ATTACKS[known.size % ATTACKS.length] ?? ""}${known.size}`;
    known.set(text, found);
    return found;
  };
  const turn = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return !all && (FIXED.has(key) || /^x\d+$/.test(value)) ? value : turned(value);
    if (Array.isArray(value)) return value.map((v) => turn(v, key));
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, turn(v, k)]));
    return value;
  };
  const run = turn(sampleRun(name), "") as Run;
  // Words that the published form fixes: with others the document would be refused.
  return all ? run : { ...run, tool: { ...run.tool, name: "scimspec" } };
}
