import { capability, check } from "../../src/engine/api.ts";
import { holding, send, unchanged } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const ID = "7644-3.5.2.2-no-path-notarget";

export default check({
  id: "patch/remove-without-path",
  title: "PATCH remove without a path is refused with 400 noTarget",
  failureTitle: "PATCH remove without a path succeeds, or is not refused with 400 noTarget",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2-path-required-remove"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-without-path-succeeds", "patch-remove-without-path-404", "patch-remove-without-path-keyword"],
  mutates: "own-resources",
  remedy: "Refuse a remove operation that names no path with 400 and scimType noTarget, and change nothing.",
  async run(context) {
    const { expect, given } = context;
    const held = await holding(context, { [simple(context)]: `kept ${given.unique()}` });
    const response = await send(context, held.fixture, [{ op: "remove" }]);
    const detail = { message: `PATCH remove without path is answered with ${response.status}`, expected: "400 noTarget", actual: response.status, at: response, pointer: "status" };
    expect.of("7644-3.5.2-path-required-remove").that(!response.ok, detail);
    expect.of(ID).that(response.status === 400, detail);
    if (response.status === 400) expect.of(ID, "patch/remove-no-path-keyword").at(response, "/scimType").equals("noTarget");
    await unchanged(context, ID, held);
  },
});
