import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/unbalanced-brackets",
  title: "A filter with unbalanced brackets is refused",
  failureTitle: "A filter with unbalanced brackets is not refused",
  verifies: ["7644-3.4.2.2-abnf-conformance"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-unbalanced-accepted"],
  mutates: "nothing",
  remedy: "Parse the whole filter by the grammar of figure 1; answer one whose brackets do not match with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    const eq = `${path} eq "scimspec-no-such-value"`;
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-conformance", [
      { filter: `(${eq}`, flaw: "has an open bracket" },
      { filter: `${eq})`, flaw: "has a closing bracket too many" },
      { filter: `((${eq}) or ${path} pr`, flaw: "has an open bracket" },
      { filter: `)${eq}(`, flaw: "has its brackets the wrong way round" },
      { filter: `not (${eq}`, flaw: "has an open bracket" },
      { filter: `${eq}]`, flaw: "has a square bracket that was not opened" },
    ]);
  },
});
