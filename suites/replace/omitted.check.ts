import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";

export default check({
  id: "replace/omitted",
  title: "PUT clears, or resets to a default, what the body leaves out",
  failureTitle: "PUT keeps the old value of what the body leaves out",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-omitted-cleared-or-defaulted"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["put-keeps-omitted-attributes"],
  mutates: "own-resources",
  remedy: "Treat a readWrite attribute that is missing from the body of a PUT as unassigned.",
  async run({ scim, given, expect, target, type, skip, require }) {
    const name = freeText(target, type);
    if (name === null) skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
    const attribute = name ?? "";
    const old = `old ${given.unique()}`;
    const made = await given.resource(type, { [attribute]: old });
    const { [attribute]: _dropped, ...rest } = made.sent;
    const response = await scim.replace(made, rest);
    require(response.ok, "replace", `PUT is answered with ${response.status}`);
    const read = await scim.get(made);
    expect.of("7644-3.5.1-put-omitted-cleared-or-defaulted", "replace/omitted-kept").that(read.object?.[attribute] !== old, { message: `${attribute} was left out of the PUT and keeps its old value`, expected: "no value, or a default", actual: read.object?.[attribute] ?? null, at: read, pointer: `/${attribute}` });
  },
});
