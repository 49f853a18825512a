import { check, attribute, capability } from "../../src/engine/api.ts";
import { send, untouched } from "./support.ts";

export default check({
  id: "patch/required",
  title: "PATCH cannot take away a required value",
  failureTitle: "PATCH takes away a required value",
  for: "User",
  verifies: ["7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error"],
  needs: [capability("patch"), attribute.writable("User", "userName")],
  after: ["patch/basic"],
  detects: ["patch-drops-required", "patch-required-null-ignored"],
  mutates: "own-resources",
  remedy: "Check required attributes after the operations; refuse a PATCH that leaves one without value with 400.",
  async run(context) {
    const { given, expect } = context;
    const made = await given.user();
    for (const operation of [{ op: "replace", path: "userName", value: null }, { op: "replace", value: { userName: null } }]) {
      const what = `replace of userName with null${operation.path ? "" : " without path"}`;
      const step = await send(context, made, [operation]);
      if (!untouched(context, "7644-3.5.2-op-compatible-with-schema", step, [], what)) return;
      expect.of("7644-3.5.2-incompatible-op-error", step.response.ok ? "patch/required-ignored" : undefined).that(step.response.status >= 400 && step.response.status < 500, { message: `${what} is answered with ${step.response.status}`, expected: 400, actual: step.response.status, at: step.response, pointer: "status" });
    }
  },
});
