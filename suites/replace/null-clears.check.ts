import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";

export default check({
  id: "replace/null-clears",
  title: "null and [] in a PUT clear an attribute",
  failureTitle: "null or [] in a PUT is refused or leaves the old value",
  for: "any-resource-type",
  verifies: ["7643-2.5-assign-null-unassigns"],
  needs: [capability("put")],
  after: ["replace/values", "create/null-and-empty"],
  detects: ["put-null-keeps", "create-null-refused"],
  mutates: "own-resources",
  remedy: "Treat null and [] in a PUT as clearing the attribute.",
  async run({ scim, given, expect, target, type, skip }) {
    const name = freeText(target, type);
    if (name === null) skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
    const attribute = name ?? "";
    const old = `old ${given.unique()}`;
    const made = await given.resource(type, { [attribute]: old });
    const response = await scim.replace(made, { ...made.sent, [attribute]: null });
    const clear = expect.of("7643-2.5-assign-null-unassigns");
    if (!clear.that(response.ok, { message: `PUT with ${attribute} null is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) return;
    const read = await scim.get(made);
    clear.that(read.object?.[attribute] !== old, { message: `${attribute} was set to null and keeps its old value`, expected: "no value", actual: read.object?.[attribute] ?? null, at: read, pointer: `/${attribute}` });
  },
});
