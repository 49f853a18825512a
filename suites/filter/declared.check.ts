import { check } from "../../src/engine/api.ts";
import { subjectType, total } from "./syntax-support.ts";

export default check({
  id: "filter/declared",
  title: "A server that does not support filters declines them",
  failureTitle: "The server says that it does not support filters, and answers a filter with the unfiltered list",
  verifies: ["7644-3.4.2.2-filter-optional", "7644-3.4.2.2-decline-unknown-operation"],
  detects: ["filter-undeclared-ignored"],
  mutates: "nothing",
  remedy: "Answer a filter that is not supported with 400 and scimType invalidFilter; never leave it out of account.",
  async run({ scim, expect, target }) {
    const type = subjectType(target);
    const response = await scim.list(type, { filter: 'id eq "scimspec-no-such-id"', count: "2" });
    const declared = target.supports("filter");
    const said = declared === null ? "not declared" : declared ? "declared as supported" : "declared as not supported";
    expect.of("7644-3.4.2.2-filter-optional").observe(`filters are ${said}; a filter is answered with ${response.status}`, { at: response, pointer: "status" });
    if (declared !== false) return;
    const ignored = response.ok && (response.resources.length > 0 || (total(response) ?? 0) !== 0);
    const otherwise = !response.ok && [403, 405, 501].includes(response.status);
    expect.of("7644-3.4.2.2-decline-unknown-operation", otherwise ? "filter/declined-otherwise" : undefined).that(response.status === 400 || (response.ok && !ignored), {
      message: ignored ? "filters are declared as not supported, and a filter that nothing matches gives resources" : `a filter is answered with ${response.status}`,
      expected: "400 invalidFilter", actual: response.status, at: response, pointer: ignored ? "/totalResults" : "status",
    });
  },
});
