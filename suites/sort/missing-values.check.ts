import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { valueAt } from "../../src/scim/order.ts";
import { filtered, sorted, valuesOf } from "./sorted.ts";

export default check({
  id: "sort/missing-values",
  title: "Resources without a value come last in ascending and first in descending order",
  failureTitle: "Resources without a value are not last in ascending and first in descending order",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sort-missing-values"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-missing-first", "sort-drops-entries-without-value"],
  mutates: "own-resources",
  remedy: "Keep resources that have no value for sortBy, after all others when ascending and before them when descending.",
  async run(context) {
    const c = await filtered(context);
    const rule = context.expect.of("7644-3.4.2.3-sort-missing-values");
    const has = (path: string): readonly boolean[] => c.members.map((m) => valueAt(m.body, path) !== undefined);
    const path = c.sortables.find((s) => ["singular", "extension", "sub-attribute"].includes(s.kind) && has(s.path).includes(true) && has(s.path).includes(false))?.path;
    if (path === undefined) return context.skip(`${context.type.name} has no optional attribute that could be sorted by`);
    for (const sortOrder of ["ascending", "descending"]) {
      const response = await sorted(context, c, { sortBy: path, sortOrder });
      if (!rule.status(response, 200)) continue;
      const values = valuesOf(response, path);
      const total = response.object?.["totalResults"] ?? SIZE;
      rule.that(total === SIZE, { message: `sorted by ${path}, totalResults is ${JSON.stringify(total)} for ${SIZE} resources, of which one has no value`, expected: SIZE, actual: total, at: response, pointer: "/totalResults" });
      // Of a list that the server cuts into pages the end is not seen.
      if (typeof total === "number" && values.length < total) continue;
      const missing = values.map((v) => v === undefined);
      const inPlace = [...missing].sort((a, b) => (sortOrder === "ascending" ? Number(a) - Number(b) : Number(b) - Number(a)));
      rule.that(JSON.stringify(missing) === JSON.stringify(inPlace), { message: `${sortOrder} by ${path}, a resource without a value is not ${sortOrder === "ascending" ? "last" : "first"}`, expected: sortOrder === "ascending" ? "last" : "first", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
    }
  },
});
