import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/expression-form",
  title: "A filter expression without attribute, operator or value is refused",
  failureTitle: "A filter expression that lacks a part, or has one too many, is not refused",
  verifies: ["7644-3.4.2.2-expression-form"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-lone-word-accepted", "filter-value-missing-accepted", "filter-value-missing-500"],
  mutates: "nothing",
  remedy: "An expression is an attribute, an operator and, except for pr, one value; answer anything else with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    await judgeAllRefused(context, "7644-3.4.2.2-expression-form", [
      { filter: path, flaw: "has no operator" },
      { filter: `${path} eq`, flaw: "has no value" },
      { filter: 'eq "scimspec"', flaw: "has no attribute" },
      { filter: `${path} "scimspec"`, flaw: "has no operator" },
      { filter: `${path} pr "scimspec"`, flaw: "has a value behind pr" },
      { filter: '"scimspec"', flaw: "is only a value" },
    ]);
  },
});
