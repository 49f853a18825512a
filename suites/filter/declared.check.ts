import { check } from "../../src/engine/api.ts";
import { controlAnswer, total } from "./syntax-support.ts";

export default check({
  id: "filter/declared",
  title: "Filters are applied, or declined where they are not supported",
  failureTitle: "Filters are ignored: a filter that nothing matches gives resources",
  verifies: ["7644-3.4.2.2-filter-optional", "7644-3.4.2.2-decline-unknown-operation", "7644-3.4.2.2-only-matching-returned"],
  detects: ["filter-undeclared-ignored"],
  mutates: "nothing",
  remedy: "Answer a filter that is not supported with 400 and scimType invalidFilter; never leave it out of account.",
  async run({ given, expect, target }) {
    const response = await controlAnswer({ given, target });
    const declared = target.supports("filter");
    const said = declared === null ? "not declared" : declared ? "declared as supported" : "declared as not supported";
    expect.of("7644-3.4.2.2-filter-optional").observe(`filters are ${said}; a filter is answered with ${response.status}`, { at: response, pointer: "status" });
    const ignored = response.ok && (response.resources.length > 0 || (declared === false && (total(response) ?? 0) !== 0));
    const requirement = declared === false ? "7644-3.4.2.2-decline-unknown-operation" : "7644-3.4.2.2-only-matching-returned";
    if (response.ok) {
      expect.of(requirement).that(!ignored, { message: `filters are ${said}, and one that nothing matches gives ${response.resources.length} resources`, expected: "no resources, or 400 invalidFilter", actual: response.resources.length, at: response, pointer: "/Resources" });
    } else if (declared === false) {
      const otherwise = [403, 405, 501].includes(response.status) ? "filter/refused-otherwise" : undefined;
      expect.of(requirement, otherwise).that(response.status === 400, { message: `a filter is answered with ${response.status}`, expected: "400 invalidFilter", actual: response.status, at: response, pointer: "status" });
    }
  },
});
