import { check, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, series } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/remove-needs-path",
  title: "remove without path is refused with 400 noTarget, and removes nothing",
  failureTitle: "remove without path is accepted, removes something, or is not refused with 400 noTarget",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-required-remove", "7644-3.5.2.2-no-path-notarget", "7644-3.12-type-notarget", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-without-path-succeeds", "patch-remove-without-path-404", "patch-remove-without-path-clears", "patch-remove-without-path-keyword"],
  mutates: "own-resources",
  remedy: "Refuse remove without path with 400 and scimType noTarget.",
  async run(context) {
    const { given, expect, type } = context;
    const name = aText(context);
    const operations: readonly JsonObject[] = [{ op: "remove" }, { op: "remove", value: { [name]: null } }];
    const steps = await series(context, () => given.resource(type, { [name]: `old ${given.unique()}` }), operations.map((o) => patchOp([o])));
    for (const [i, step] of steps.entries()) {
      const { response } = step;
      const what = `remove without path${i === 0 ? "" : ", with a value,"}`;
      const without = refused(context, step, { requirement: "7644-3.5.2-path-required-remove", what, keywords: ["noTarget", "invalidPath", "invalidSyntax", "invalidValue"] });
      expect.of("7644-3.5.2.2-no-path-notarget").that(response.status === 400, { message: `${what} is answered with ${response.status}`, expected: "400 noTarget", actual: response.status, at: response, pointer: "status" });
      const keyword = response.object?.["scimType"];
      const detail = { message: `${what} is refused with ${keyword === undefined ? "no scimType" : `scimType ${String(keyword)}`}`, expected: "noTarget", actual: keyword ?? null, at: response, pointer: "/scimType" };
      if (!without || response.status !== 400) continue;
      expect.of("7644-3.5.2.2-no-path-notarget", "patch/remove-no-path-keyword").that(keyword === "noTarget", detail);
      expect.of("7644-3.12-type-notarget", "patch/no-target-keyword").that(keyword === "noTarget", detail);
    }
  },
});
