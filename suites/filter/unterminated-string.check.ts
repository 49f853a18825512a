import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/unterminated-string",
  title: "A filter whose string is not closed is refused",
  failureTitle: "A filter whose string is not closed is not refused",
  verifies: ["7644-3.4.2.2-abnf-conformance", "7644-3.4.2.2-abnf-compvalue"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-unterminated-accepted", "filter-unterminated-500"],
  mutates: "nothing",
  remedy: "Read strings by the rules of JSON; answer one without its closing quote with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-conformance", [
      { filter: `${path} eq "`, flaw: "has a string without end" },
      { filter: `(${path} eq "scimspec)`, flaw: "has a string without end" },
    ]);
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-compvalue", [
      { filter: `${path} eq "scimspec`, flaw: "has a string without end" },
      { filter: `${path} eq "scimspec\\"`, flaw: "has a string whose last quote is escaped" },
    ]);
  },
});
