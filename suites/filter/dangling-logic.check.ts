import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/dangling-logic",
  title: "A filter in which and, or or not lacks an operand is refused",
  failureTitle: "A filter in which and, or or not lacks an operand is not refused",
  verifies: ["7644-3.4.2.2-abnf-conformance", "7644-3.4.2.2-abnf-logexp"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-dangling-logic-accepted"],
  mutates: "nothing",
  remedy: "Parse the whole filter by the grammar of figure 1; answer an operator without operands with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    const eq = `${path} eq "scimspec-no-such-value"`;
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-logexp", [
      { filter: `${eq} and`, flaw: "has nothing behind and" },
      { filter: `${eq} or`, flaw: "has nothing behind or" },
      { filter: `or ${eq}`, flaw: "has nothing in front of or" },
      { filter: `${eq} and or ${eq}`, flaw: "has two logical operators in a row" },
    ]);
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-conformance", [
      { filter: "not", flaw: "has nothing behind not" },
      { filter: "not ()", flaw: "has nothing in the brackets" },
      { filter: `not ${eq}`, flaw: "has not without brackets", accepted: "filter/lenient-syntax" },
    ]);
  },
});
