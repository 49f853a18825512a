import { check, capability } from "../../src/engine/api.ts";
import { misplaced } from "../../src/scim/order.ts";
import { filtered, sorted, valuesOf } from "./sorted.ts";

export default check({
  id: "sort/letter-case",
  title: "Strings are sorted without regard to letter case unless they are caseExact",
  failureTitle: "Strings that are not caseExact are sorted by letter case",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sort-string-case-default", "7644-3.4.2.3-sort-by-type"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-case-sensitive"],
  mutates: "own-resources",
  remedy: "Compare strings whose definition says caseExact false without regard to case: alpha, Bravo, charlie.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.type === "string" && !s.caseExact && (s.kind === "name" || s.kind === "singular"));
    if (!by) return context.skip(`${context.type.name} has no string attribute that can be set and is not caseExact`);
    const response = await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" });
    const values = valuesOf(response, by.path);
    const wrong = misplaced(values, { type: "string", caseExact: false, by: "case" });
    for (const id of ["7644-3.4.2.3-sort-string-case-default", "7644-3.4.2.3-sort-by-type"]) {
      context.expect.of(id).that(wrong === null, { message: wrong ? `sorted by ${by.path} (caseExact false), ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : `letter case does not count in ${by.path}`, expected: "an order without regard to case", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
    }
  },
});
