import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused } from "./syntax-support.ts";

export default check({
  id: "filter/empty",
  title: "A filter without any expression is refused",
  failureTitle: "A filter without any expression is not refused",
  verifies: ["7644-3.4.2.2-at-least-one-expression"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-empty-accepted", "filter-parentheses-alone-accepted"],
  mutates: "nothing",
  remedy: "A filter parameter that is there must hold an expression; answer an empty one with 400 and scimType invalidFilter.",
  async run(context) {
    await judgeAllRefused(context, "7644-3.4.2.2-at-least-one-expression", [
      { filter: "", flaw: "holds no expression", accepted: "filter/empty-accepted" },
      { filter: " ", flaw: "holds no expression", accepted: "filter/empty-accepted" },
      { filter: "()", flaw: "holds no expression" },
    ]);
  },
});
