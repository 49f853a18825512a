import { check } from "../../src/engine/api.ts";

export default check({
  id: "sort/offered",
  title: "A list request with sortBy is answered whether sorting is offered or not",
  failureTitle: "A list request with sortBy makes the server fail",
  for: "User",
  verifies: ["7644-3.4.2.3-sort-optional"],
  detects: ["sort-by-500"],
  mutates: "nothing",
  remedy: "Without sorting, ignore sortBy or refuse it with 400 or 501, and declare sort.supported as false.",
  async run({ scim, expect, target, type }) {
    const response = await scim.list(type, { sortBy: "userName", count: "1" });
    const declared = target.supports("sort");
    const words = { true: "sorting is declared as supported", false: "sorting is declared as not supported", null: "nothing is declared about sorting" }[String(declared) as "true" | "false" | "null"];
    const rule = expect.of("7644-3.4.2.3-sort-optional", "sort/request-fails");
    rule.that(response.status < 500 || response.status === 501, { message: `sortBy is answered with ${response.status}`, expected: "an answer that is no server error", actual: response.status, at: response, pointer: "status" });
    expect.of("7644-3.4.2.3-sort-optional").observe(`${words}; sortBy is answered with ${response.status}`, { at: response });
  },
});
