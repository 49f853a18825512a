import { check, capability } from "../../src/engine/api.ts";
import { reads, send } from "./support.ts";
import { anExtension } from "./targets.ts";
import { listed } from "./values.ts";

export default check({
  id: "patch/schemas-edited",
  title: "An operation may add an extension to schemas, and a later one its attribute",
  failureTitle: "Adding an extension to schemas is refused, or a later operation of the request fails",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-schemas-modified-subsequent"],
  needs: [capability("patch")],
  after: ["patch/extension-path"],
  detects: ["patch-schemas-edit-refused", "patch-schemas-edit-stops"],
  mutates: "own-resources",
  remedy: "Accept operations on schemas, and resolve the names of later operations with the schemas that they leave.",
  async run(context) {
    const { given, expect, type } = context;
    const { urn, path, pointer } = anExtension(context);
    const made = await given.resource(type);
    const value = `new ${given.unique()}`;
    const step = await send(context, made, [{ op: "add", path: "schemas", value: [urn] }, { op: "add", path, value }]);
    const { response } = step;
    const id = "7644-3.5.2-schemas-modified-subsequent";
    const refusal = response.status >= 400 && response.status < 500;
    if (!expect.of(id, refusal ? "patch/schemas-edit-refused" : undefined).that(response.ok, { message: `adding ${urn} to schemas, and then its attribute, is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) return;
    reads(context, id, step, pointer, (v) => v === value, "the attribute of the extension that was added to schemas has no value", value);
    expect.of(id).that(listed(step.now, urn), { message: `schemas does not list ${urn}`, expected: urn, actual: step.now["schemas"] ?? null, at: step.after, pointer: "/schemas" });
  },
});
