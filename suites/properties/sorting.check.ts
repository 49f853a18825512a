import { boolean, constantFrom, record } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { sortKeys, type SortKey } from "../../src/generate/lists.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { Json } from "../../src/model/json.ts";
import { idsOf } from "../../src/scim/corpus.ts";
import { misplaced, valueAt } from "../../src/scim/order.ts";
import { ask, isolatedList, searches, SIZE, type Listed } from "./list.ts";

interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
  readonly upper: boolean;
  readonly through: "GET" | "POST /.search";
}

/** Values whose order no collation disputes. */
function plain(value: Json | undefined): Json | undefined {
  return typeof value === "string" && !/^[A-Za-z0-9]+$|^[\d+:.TZ-]+$/.test(value) ? undefined : value;
}

async function judge(context: CheckContext, expect: Expect, list: Listed & { readonly filter: string }, s: Sorting): Promise<void> {
  const { key, descending } = s;
  // The name after the last colon is without case; a URN in front of it stays as it is.
  const sortBy = s.upper ? key.path.replace(/[^:]+$/, (n) => n.toUpperCase()) : key.path;
  const response = await ask(context, s.through, { filter: list.filter, count: SIZE * 2, sortBy, sortOrder: descending ? "descending" : "ascending" });
  // A server that refuses to sort by one attribute among many misleads nobody.
  if ((response.status >= 400 && response.status < 500) || response.status === 501) return context.discard(`sorting by ${key.path} is answered with ${response.status}`);
  const rule = expect.of(descending ? "7644-3.4.2.3-sortorder-values" : "7644-3.4.2.3-sortby-orders");
  if (!rule.status(response, 200)) return;
  const ids = idsOf(response);
  const total = response.object?.["totalResults"];
  const permutation = new Set(ids).size === ids.length && ids.every((id) => list.ids.has(id));
  rule.that(permutation && total === SIZE, { message: `sorted by ${sortBy}, the list of ${SIZE} holds ${new Set(ids).size} different results of ${ids.length}, totalResults ${JSON.stringify(total)}`, expected: SIZE, actual: ids.length, at: response, pointer: "/Resources" });
  const values = response.resources.map((r) => valueAt(r, key.path));
  const wrong = misplaced(values.map(plain), { type: key.type, caseExact: key.caseExact, descending, by: "value" });
  rule.that(wrong === null, { message: wrong ? `${descending ? "descending" : "ascending"} by ${sortBy}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : `the list is sorted by ${sortBy}`, expected: descending ? "descending order" : "ascending order", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
  const cased = misplaced(values.map(plain), { type: key.type, caseExact: key.caseExact, descending, by: "case" });
  expect.of("7644-3.4.2.3-sort-string-case-default").that(cased === null, { message: cased ? `${descending ? "descending" : "ascending"} by ${sortBy}, ${JSON.stringify(cased[0])} comes before ${JSON.stringify(cased[1])} because of its case` : `the case of letters does not matter for ${sortBy}`, expected: "no regard to case", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
  if (ids.length < SIZE) return;
  const missing = values.map((v) => v === undefined);
  const inPlace = [...missing].sort((a, b) => (descending ? Number(b) - Number(a) : Number(a) - Number(b)));
  expect.of("7644-3.4.2.3-sort-missing-values").that(JSON.stringify(missing) === JSON.stringify(inPlace), { message: `${descending ? "descending" : "ascending"} by ${sortBy}, a resource without a value is not ${descending ? "first" : "last"}`, expected: descending ? "first" : "last", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
}

export default check({
  id: "properties/sorting",
  title: "A list sorted by any attribute is a permutation in the attribute's order",
  failureTitle: "Lists are wrongly sorted by some attributes or values",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-orders", "7644-3.4.2.3-sortorder-values", "7644-3.4.2.3-sort-missing-values", "7644-3.4.2.3-sort-string-case-default"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order", "sort/descending", "sort/missing-values"],
  generates: true,
  detects: ["seeded-sort-numbers-in-text", "seeded-sort-missing-many"],
  mutates: "own-resources",
  remedy: "Sort by the attribute's type: numbers by size, dateTimes by instant, strings by their characters without case unless caseExact; resources without a value last when ascending, first when descending.",
  async run(context) {
    const { forAll, skip } = context;
    const list = await isolatedList(context);
    const keys = sortKeys(list.attributes);
    if (keys.length === 0) skip(`${context.type.name} has no optional attribute that could be sorted by`);
    const search = await searches(context);
    const sortings = record({ key: constantFrom(...keys), descending: boolean(), upper: boolean(), through: constantFrom<Sorting["through"]>("GET", ...(search ? (["POST /.search"] as const) : [])) });
    await forAll({ name: "sorted-is-a-permutation", weight: 0.6 }, sortings, (s, expect) => judge(context, expect, list, s));
  },
});
