import { check, attribute, capability } from "../../src/engine/api.ts";
import { judgeRefused, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/value-path-malformed",
  title: "A filter with a broken expression in square brackets is refused",
  failureTitle: "A filter with a broken expression in square brackets is not refused",
  for: "User",
  verifies: ["7644-3.4.2.2-value-path-inner-valid"],
  needs: [capability("filter"), attribute.exists("User", "emails")],
  after: ["filter/declared"],
  detects: ["filter-value-path-empty-accepted", "filter-value-path-unknown-name-ignored"],
  mutates: "nothing",
  remedy: "The text in square brackets is a filter over the sub-attributes of the attribute in front; answer anything else with 400 and scimType invalidFilter.",
  async run({ scim, given, expect, target, type, require }) {
    await requireApplied({ given, target, require });
    const requirement = "7644-3.4.2.2-value-path-inner-valid";
    for (const [filter, flaw] of [["emails[]", "has nothing in the brackets"], ["emails[type eq]", "has no value in the brackets"], ['emails[type eq "work"', "has an open bracket"], ['emails["work"]', "has only a value in the brackets"]] as const) {
      judgeRefused({ expect }, await scim.list(type, { filter, count: "2" }), { requirement, filter, flaw });
    }
    const filter = 'emails[scimspecNoSuch eq "x"]';
    const response = await scim.list(type, { filter, count: "2" });
    if (!response.ok) judgeRefused({ expect }, response, { requirement, filter, flaw: "names a sub-attribute that does not exist" });
    else expect.of(requirement).that(response.resources.length === 0, { message: `the filter ${filter} gives resources, and no e-mail address has such a sub-attribute`, expected: [], actual: response.resources.length, at: response, pointer: "/Resources" });
  },
});
