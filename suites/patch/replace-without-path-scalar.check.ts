import { capability, check } from "../../src/engine/api.ts";
import { holding, send, untouched } from "./support.ts";
import { optionalText } from "./targets.ts";

const ID = "7644-3.5.2.3-replace-no-path";

export default check({
  id: "patch/replace-without-path-scalar",
  title: "PATCH replace without a path and with a string as value is refused",
  failureTitle: "PATCH replace without a path and with a string as value is accepted",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-without-path"],
  detects: ["patch-replace-no-path-scalar-accepted"],
  mutates: "own-resources",
  remedy: "Refuse a path-less operation whose value names no attribute with 400.",
  async run(context) {
    const { expect, given } = context;
    const held = await holding(context, { [optionalText(context)]: `kept ${given.unique()}` });
    const step = await send(context, held, [{ op: "replace", value: "text" }]);
    const { response } = step;
    const what = "PATCH replace without a path and with a string as value";
    expect.of(ID).that(response.status === 400, { message: `${what} is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    untouched(context, ID, step, [], what);
  },
});
