import { check, capability } from "../../src/engine/api.ts";
import { judgeRefused, plainPath, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/unknown-operator",
  title: "A filter with an operator that does not exist is refused with 400 invalidFilter",
  failureTitle: "A filter with an operator that does not exist is not refused with 400 invalidFilter",
  verifies: ["7644-3.4.2.2-decline-unknown-operation", "7644-3.4.2.2-abnf-compareop"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-unparsed-returns-everything", "filter-error-wrong-scimtype", "filter-operator-by-prefix"],
  mutates: "nothing",
  remedy: "Compare the operator with the list of those that you support; answer any other with 400 and scimType invalidFilter. Never ignore a filter: clients act on the first resource that they get.",
  async run({ scim, given, expect, target, require }) {
    await requireApplied({ given, target, require });
    const { type, path } = plainPath(target);
    for (const [requirement, operator] of [["7644-3.4.2.2-decline-unknown-operation", "zzq"], ["7644-3.4.2.2-abnf-compareop", "eqq"]] as const) {
      const filter = `${path} ${operator} "scimspec-no-such-value"`;
      judgeRefused({ expect }, await scim.list(type, { filter, count: "2" }), { requirement, filter, flaw: `has the unknown operator ${operator}`, keyword: true });
    }
  },
});
