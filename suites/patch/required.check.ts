import { check, attribute, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { patchOp, series, untouched } from "./support.ts";

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
    const operations: readonly JsonObject[] = [{ op: "replace", path: "userName", value: null }, { op: "replace", value: { userName: null } }];
    const steps = await series(context, () => given.user(), operations.map((o) => patchOp([o])));
    for (const [i, step] of steps.entries()) {
      const { response } = step;
      const what = `replace of userName with null${i === 0 ? "" : " without path"}`;
      if (!untouched(context, "7644-3.5.2-op-compatible-with-schema", step, [], what)) return;
      expect.of("7644-3.5.2-incompatible-op-error", response.ok ? "patch/required-ignored" : undefined).that(response.status >= 400 && response.status < 500, { message: `${what} is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    }
  },
});
