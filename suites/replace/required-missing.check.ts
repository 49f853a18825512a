import { check, capability } from "../../src/engine/api.ts";

export default check({
  id: "replace/required-missing",
  title: "PUT without a required attribute is refused",
  failureTitle: "PUT without a required attribute removes it",
  for: "User",
  verifies: ["7644-3.5.1-put-required-attributes"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["put-drops-required"],
  mutates: "own-resources",
  remedy: "Refuse a PUT that lacks a required attribute with 400 invalidValue.",
  async run({ scim, given, expect, type }) {
    const made = await given.resource(type);
    const { userName: _dropped, ...rest } = made.sent;
    const response = await scim.replace(made, rest);
    const read = await scim.get(made);
    const kept = response.ok && read.object?.["userName"] !== undefined;
    if (kept) expect.of("7644-3.5.1-put-required-attributes", "replace/required-kept").that(false, { message: "PUT without userName is accepted, and the old value kept", expected: "400", actual: response.status, at: response, pointer: "status" });
    expect.of("7644-3.5.1-put-required-attributes").that(!response.ok || kept, { message: "PUT without userName is accepted, and the userName is gone", expected: "400", actual: response.status, at: response, pointer: "status" });
  },
});
