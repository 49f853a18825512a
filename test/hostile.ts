/** Runs for the tests of reports: the samples, and the same with every string of the target turned against the reader. */
import { readFileSync } from "node:fs";
import type { Exchange } from "../src/model/exchange.ts";
import type { CheckResult, Run } from "../src/model/run.ts";

export const SAMPLES = ["conformant", "not-conformant", "incomplete"] as const;

export type SampleName = (typeof SAMPLES)[number];

export function sample(name: SampleName): Run {
  return JSON.parse(readFileSync(new URL(`../reports/samples/${name}.run.json`, import.meta.url), "utf8")) as Run;
}

/** One of each kind of text that some reader would act on. */
export const HOSTILE: readonly string[] = [
  "</script></style></title><script>alert(1)</script>",
  "<svg xmlns='http://www.w3.org/2000/svg' onload=alert(1)><img src=x onerror=alert(1)>",
  "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 1 %>",
  "\u001b]0;title\u0007\u001b[31mred\u001b[2J\u009b1m",
  "\n::error title=forged::forged\r\n::set-output name=x::y\n::stop-commands::z\n##[add-path]/tmp",
  "` `` ``` ```` ~~~ </code></pre>",
  "``` \n\n# Forged heading\n\n```",
  "a | b || c \\| d \\\\| e |\n| --- | --- |\n| x | y |",
  "\ud800 lone \udfff \uffff\ufffe",
  "\u0000nul\u0000",
  "[click](javascript:alert(1)) ![pixel](https://evil.example/p.png) <https://evil.example> [ref]: https://evil.example",
  "https://evil.example/a www.evil.example mailto:a@evil.example a@evil.example xmpp:a@evil.example ftp://evil.example",
  "@octocat @org/team #1 GH-2 octocat/hello#3 octocat/hello@16c999e8c71134401a78d4d46435517b2271d6ac :tada:",
  "\n\n# Heading\n\n- [x] item\n\n> [!CAUTION]\n> alert\n\n---\n1. one\n\n    code\n\nSetext\n===\n",
  "***bold*** __strong__ ~~gone~~ $x^2$ $$y$$ [^1] &lt;b&gt; &#64;x \\",
  "../../../../etc/passwd\\..\\..\\x",
  "=cmd|'/c calc'!A1",
  "\u202eright to left\u2066\u2028\u2029\ufeff",
  "]]> --> <!-- <![CDATA[ <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e; %",
  "%0A::error::x %25 title=a,b:c",
  "",
  "x".repeat(40_000),
];

/** Fields with a fixed set of values, without which a document is no run. */
const FIXED = new Set(["outcome", "severity", "level", "class", "kind", "end", "mode", "operation", "credential", "failOn"]);

/** The run with every string changed by `change`, except members named in `fixed`; equal strings are to stay equal, so that ids still refer. */
export function mapStrings(run: Run, change: (text: string) => string, fixed: ReadonlySet<string>): Run {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return fixed.has(key) ? value : change(value);
    if (Array.isArray(value)) return value.map((v) => walk(v, key));
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, k)]));
    return value;
  };
  return walk(run, "") as Run;
}

/** Every string replaced by a hostile one that ends with the original, so that references still hold. */
export function hostile(run: Run, { fixed = FIXED, texts = HOSTILE }: { readonly fixed?: ReadonlySet<string>; readonly texts?: readonly string[] } = {}): Run {
  const known = new Map<string, string>();
  const turn = (text: string): string => {
    const done = known.get(text) ?? `${texts[known.size % texts.length] ?? ""}${text}`;
    known.set(text, done);
    return done;
  };
  return mapStrings(run, turn, fixed);
}

/** Each text of the list in the places where a reader's eye falls, one run for each. */
export const everyHostile = (run: Run): readonly Run[] => [hostile(run), hostile(run, { fixed: new Set() }), ...HOSTILE.map((text) => hostile(run, { texts: [text] }))];

/** A run of that many checks and exchanges, by repeating a sample's. */
export function enlarged(run: Run, checks: number, exchanges: number): Run {
  const check = (i: number): CheckResult => {
    const c = run.checks[i % run.checks.length] as CheckResult;
    return { ...c, id: `${c.id}-${i}` };
  };
  const exchange = (i: number): Exchange => ({ ...(run.exchanges[i % run.exchanges.length] as Exchange), id: `x${i + 1}` });
  return { ...run, checks: Array.from({ length: checks }, (_, i) => check(i)), exchanges: Array.from({ length: exchanges }, (_, i) => exchange(i)) };
}

/** Milliseconds that a format may take in a test: twice the goal of 150, since tests share the machine with others. */
export const QUICK = 300;

/** Milliseconds of the quickest of a few calls: what the work takes, and not what else the machine does. */
export function quickest(work: () => unknown): number {
  return Math.min(...Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }));
}
