import { check, capability } from "../../src/engine/api.ts";
import { plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/refusal-explained",
  title: "The refusal of an unknown filter operator says why",
  failureTitle: "The refusal of an unknown filter operator does not say why",
  verifies: ["7644-3.4.2.2-decline-human-readable"],
  needs: [capability("filter")],
  after: ["filter/declared", "filter/unknown-operator"],
  detects: ["filter-error-without-detail"],
  mutates: "nothing",
  remedy: "Fill `detail` with a sentence that names what is not supported, such as: The operator 'regex' is not supported.",
  async run({ scim, expect, target, skip }) {
    const { type, path } = plainPath(target);
    const response = await scim.list(type, { filter: `${path} zzq "scimspec"`, count: "2" });
    if (response.ok || response.status >= 500) skip(`an unknown operator is not refused: the answer is ${response.status} (filter/unknown-operator)`);
    expect.of("7644-3.4.2.2-decline-human-readable").at(response, "/detail").isNonEmptyString();
  },
});
