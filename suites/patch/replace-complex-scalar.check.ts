import { capability, check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { holding, send, unchanged } from "./change-support.ts";
import { complex } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-complex-merge";

export default check({
  id: "patch/replace-complex-scalar",
  title: "PATCH replace of a complex attribute with a string is refused",
  failureTitle: "PATCH replace of a complex attribute with a string is accepted",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2-op-compatible-with-schema"],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-complex"],
  detects: ["patch-complex-replaced-by-scalar-accepted"],
  mutates: "own-resources",
  remedy: "Refuse a value that is not an object for a complex attribute with 400 invalidValue.",
  async run(context) {
    const { expect, given, scim } = context;
    const { name, field, others } = complex(context);
    const held = await holding(context, { [name]: { ...others, [field]: `Old ${given.unique()}` } });
    const response = await send(context, held.fixture, [{ op: "replace", path: name, value: "text" }]);
    const detail = { message: `PATCH replace of ${name} with a string is answered with ${response.status}`, expected: "400 invalidValue", actual: response.status, at: response, pointer: "status" };
    for (const id of [ID, "7644-3.5.2-op-compatible-with-schema"]) expect.of(id).that(response.status >= 400 && response.status < 500, detail);
    if (response.ok) return;
    await unchanged(context, ID, held);
    // An empty string may be read as clearing; it must not be stored.
    const empty = await send(context, held.fixture, [{ op: "replace", path: name, value: "" }]);
    const left = member((await scim.get(held.fixture)).object, name);
    expect.of(ID).that(empty.status < 500 && (isObject(left) || isUnassigned(left)), { message: `after PATCH replace with an empty string (${empty.status}) ${name} reads ${JSON.stringify(left) ?? "nothing"}`, expected: "an object, or no value", actual: left ?? null, at: empty, pointer: "status" });
  },
});
