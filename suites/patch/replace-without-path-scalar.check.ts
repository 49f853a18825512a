import { capability, check } from "../../src/engine/api.ts";
import { holding, send, unchanged } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-no-path";

export default check({
  id: "patch/replace-without-path-scalar",
  title: "PATCH replace without a path and with a string as value is refused",
  failureTitle: "PATCH replace without a path and with a string as value is accepted",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-without-path"],
  detects: ["patch-replace-no-path-scalar-accepted"],
  mutates: "own-resources",
  remedy: "Refuse a path-less operation whose value names no attribute with 400.",
  async run(context) {
    const { expect, given } = context;
    const held = await holding(context, { [simple(context)]: `kept ${given.unique()}` });
    const response = await send(context, held.fixture, [{ op: "replace", value: "text" }]);
    expect.of(ID).that(response.status === 400, { message: `PATCH replace without a path and with a string as value is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    await unchanged(context, ID, held);
  },
});
