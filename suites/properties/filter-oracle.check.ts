import { constant, tuple } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { bracketFilters, filters, styles, textFilters } from "../../src/generate/filters.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import { evaluate } from "../../src/scim/filter/evaluate.ts";
import { PLAIN, render, type Filter, type Style } from "../../src/scim/filter/filter.ts";
import { filterCorpus, filtered, idsIn, shown, whyDeclined, type FilterCorpus } from "./filtered.ts";

const R = "7644-3.4.2.2";

/** The requirements that a filter makes use of. */
function uses(filter: Filter): readonly string[] {
  const own = filter.kind === "compare" ? `op-${filter.operator}` : filter.kind === "present" ? "op-pr" : filter.kind === "values" ? "value-path-same-value" : `op-${filter.kind}`;
  const inner = filter.kind === "and" || filter.kind === "or" ? filter.terms : filter.kind === "not" ? [filter.term] : filter.kind === "values" ? [filter.filter] : [];
  const mixes = (filter.kind === "and" || filter.kind === "or") && filter.terms.some((t) => (t.kind === "and" || t.kind === "or") && t.kind !== filter.kind);
  return [...new Set([`${R}-${own}`, ...(mixes ? [`${R}-precedence-not-and-or`] : []), ...inner.flatMap(uses)])];
}

function pathsOf(filter: Filter): readonly string[] {
  if (filter.kind === "and" || filter.kind === "or") return filter.terms.flatMap(pathsOf);
  if (filter.kind === "not") return pathsOf(filter.term);
  return "path" in filter ? [filter.path] : [];
}

/** The requirement that a wrong answer to a filter speaks against: what binds its parts together, or its only operator. */
function blamed(filter: Filter): string {
  const used = uses(filter);
  return [`${R}-precedence-not-and-or`, `${R}-op-not`, `${R}-value-path-same-value`, `${R}-op-or`, `${R}-op-and`].find((id) => used.includes(id)) ?? used[0] ?? `${R}-op-eq`;
}

async function judge(context: CheckContext, expect: Expect, corpus: FilterCorpus, filter: Filter, style: Style): Promise<void> {
  const { type, discard } = context;
  const text = render(filter, style, type.schema);
  const response = await filtered(context, corpus, filter, style);
  const declined = await whyDeclined(context, corpus, response, { filter, style });
  if (declined !== null) return discard(declined);
  const rule = expect.of(`${R}-only-matching-returned`);
  if (!rule.that(response.ok, { message: `the filter ${text} is answered with ${response.status}`, expected: 200, actual: response.status, at: response, pointer: "status" })) return;
  const found = idsIn(response, corpus);
  if (!found) return discard("the answer to a filter is a part of its results only");
  const verdicts = [...corpus.resources].map(([id, resource]) => ({ id, should: evaluate(filter, resource, corpus.leaves) }));
  const extra = verdicts.filter((v) => v.should === false && found.has(v.id)).map((v) => v.id);
  const missing = verdicts.filter((v) => v.should === true && !found.has(v.id)).map((v) => v.id);
  const right = extra.length === 0 && missing.length === 0;
  const what = [...(extra.length > 0 ? [`${extra.length} that do not match`] : []), ...(missing.length > 0 ? [`not ${missing.length} that match`] : [])].join(", and ");
  const detail = { message: `the filter ${text} gives ${what || "what it should"}`, expected: shown(corpus, right ? [] : missing, pathsOf(filter)), actual: shown(corpus, right ? [] : extra, pathsOf(filter)), at: response, pointer: "/Resources" };
  rule.that(right, detail);
  if (right) for (const id of uses(filter)) expect.of(id).that(true, detail);
  else expect.of(blamed(filter)).that(false, detail);
}

export default check({
  id: "properties/filter-oracle",
  title: "Generated filters find exactly the resources that match",
  failureTitle: "Some filters find resources that do not match, or miss some that do",
  for: "each-resource-type",
  verifies: [`${R}-only-matching-returned`, `${R}-op-eq`, `${R}-op-ne`, `${R}-op-co`, `${R}-op-sw`, `${R}-op-ew`, `${R}-op-pr`, `${R}-op-gt`, `${R}-op-ge`, `${R}-op-lt`, `${R}-op-le`, `${R}-op-and`, `${R}-op-or`, `${R}-op-not`, `${R}-precedence-not-and-or`, `${R}-value-path-same-value`],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/precedence", "filter/value-path"],
  generates: true,
  detects: ["seeded-filter-part-of-unicode", "seeded-filter-latin-letter", "seeded-filter-mark-as-wildcard", "seeded-filter-precedence-deep", "seeded-filter-not-inside", "seeded-filter-double-negation", "seeded-filter-or-term-lost", "seeded-filter-and-term-lost", "seeded-filter-value-path-operator", "seeded-filter-nth-element", "seeded-filter-spelling", "seeded-filter-parentheses-nested", "seeded-filter-quote-behind", "seeded-filter-present-of-extension"],
  mutates: "own-resources",
  remedy: "Parse filters by the grammar of RFC 7644 figure 1 (not before and, and before or, parentheses first) and compare by the type of each attribute, whatever the characters.",
  async run(context) {
    const corpus = await filterCorpus(context);
    const show = ([filter, style]: readonly [Filter, Style]) => render(filter, style, context.type.schema);
    const judged = ([filter, style]: readonly [Filter, Style], expect: Expect): Promise<void> => judge(context, expect, corpus, filter, style);
    await context.forAll({ name: "found-is-what-matches", weight: 1.6, show }, tuple(filters(corpus.places), styles()), judged);
    await context.forAll({ name: "any-text-is-found", weight: 0.7, show }, tuple(textFilters(corpus.places), constant(PLAIN)), judged);
    const brackets = bracketFilters(corpus.places);
    if (brackets) await context.forAll({ name: "brackets-are-for-one-value", weight: 1, show }, tuple(brackets, constant(PLAIN)), judged);
  },
});
