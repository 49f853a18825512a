import { check, capability } from "../../src/engine/api.ts";
import { lacks, refused, REFUSAL, same, send, text, untouched } from "./support.ts";

export default check({
  id: "patch/add-needs-value",
  title: "add without value is refused, and changes nothing",
  failureTitle: "add without value is accepted, or changes something",
  for: "each-resource-type",
  verifies: ["7644-3.5.2.1-add-needs-value", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/add-simple"],
  detects: ["patch-add-without-value-ignored", "patch-add-without-value-clears"],
  mutates: "own-resources",
  remedy: "Refuse add without value with 400 invalidValue.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const name = text(target, type);
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const made = await given.resource(type, { [name]: `old ${given.unique()}` });
    for (const operation of [{ op: "add", path: name }, { op: "add" }]) {
      const step = await send(context, made, [operation]);
      refused(context, step, { requirement: "7644-3.5.2.1-add-needs-value", what: `add without value${"path" in operation ? "" : " and path"}`, ignored: "patch/add-without-value-accepted", changed: "patch/add-without-value-accepted", keywords: ["invalidValue", "invalidSyntax", "noTarget"] });
      if (!same(step)) return;
    }
    // null means no value: refused, or nothing to do.
    const nothing = await send(context, made, [{ op: "add", path: name, value: null }]);
    expect.of("7644-3.5.2.1-add-needs-value").that(nothing.response.status < 500, { message: `add of null is answered with ${nothing.response.status}`, expected: "success or 400", actual: nothing.response.status, at: nothing.response, pointer: "status" });
    untouched(context, "7644-3.5.2.1-add-needs-value", nothing, [], "add of null", "patch/add-null-clears");
  },
});
