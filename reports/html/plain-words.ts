/** The result for a reader who has never seen an RFC: per business need, what it means and how the server does. */
import type { Run } from "../../src/model/run.ts";
import { NEEDS, needOf } from "../needs.ts";
import { plural } from "../plural.ts";
import { badge } from "./words.ts";

/** Requirements named under a need at most. */
const NAMED = 3;

function sentence(judged: number, fail: number, warn: number, others: number): string {
  const rest = others > 0 ? ` ${others} more could not be judged, or ${others === 1 ? "belongs" : "belong"} to what the product does not offer.` : "";
  if (judged === 0) return `Nothing was judged here.${rest}`;
  if (fail === 0 && warn === 0) return `${judged === 1 ? "The one rule that was judged is" : `All ${judged} rules that were judged are`} kept.${rest}`;
  const broken = fail > 0 ? `${fail} of ${plural(judged, "rule")} ${fail === 1 ? "is" : "are"} broken` : `Of ${plural(judged, "rule")} none is broken`;
  return `${broken}${warn > 0 ? `${fail > 0 ? ", and" : ", but"} ${warn} ${warn === 1 ? "recommendation is" : "recommendations are"} not followed` : ""}.${rest}`;
}

/** With less than this share judged, nothing is called good. */
const ENOUGH = 0.25;

/** One entry for each need, worst first within the order of needs. */
export function plainWords(run: Run) {
  const failing = new Map(run.checks.flatMap((c) => (c.outcome === "fail" || c.outcome === "warn" ? [[c.id, c] as const] : [])));
  return NEEDS.map((need) => {
    const mine = run.requirements.filter((r) => needOf(r) === need);
    const count = (...outcomes: readonly string[]): number => mine.filter((r) => outcomes.includes(r.outcome)).length;
    const [fail, warn] = [count("fail"), count("warn")];
    const judged = fail + warn + count("pass");
    const checks = [...new Set(mine.filter((r) => r.outcome === "fail" || r.outcome === "warn").flatMap((r) => r.checks))].flatMap((id) => failing.get(id) ?? []).sort((a, b) => (a.outcome === b.outcome ? 0 : a.outcome === "fail" ? -1 : 1));
    const state = fail > 0 ? "fail" : warn > 0 ? "warn" : judged > 0 && judged >= ENOUGH * (mine.length - count("excluded", "deferred")) ? "pass" : "skip";
    return {
      id: need.id,
      title: need.title,
      meaning: need.meaning,
      ...badge(state),
      word: { fail: "Problems", warn: "Advice", pass: "Good", skip: judged > 0 ? "Hardly tested" : "Not judged" }[state],
      sentence: sentence(judged, fail, warn, count("blocked", "error", "skip")),
      examples: checks.slice(0, NAMED).map((c) => ({ id: c.id, text: c.failureTitle })),
      more: Math.max(0, checks.length - NAMED),
    };
  });
}
