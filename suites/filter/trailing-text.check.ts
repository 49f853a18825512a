import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/trailing-text",
  title: "A filter with text behind its end is refused",
  failureTitle: "The text behind the first expression of a filter is ignored",
  verifies: ["7644-3.4.2.2-abnf-conformance"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-trailing-text-ignored", "filter-unknown-logic-ignored"],
  mutates: "nothing",
  remedy: "Parse the filter to its end; answer anything left over with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    const eq = `${path} eq "scimspec-no-such-value"`;
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-conformance", [
      { filter: `${eq} zzq`, flaw: "has a word too many" },
      { filter: `${eq} "scimspec"`, flaw: "has two values" },
      { filter: `${eq} ${eq}`, flaw: "has two expressions without and or or" },
      { filter: `${eq} xor ${path} pr`, flaw: "has the unknown logical operator xor" },
      { filter: `${eq}; ${path} pr`, flaw: "has a semicolon" },
    ]);
  },
});
