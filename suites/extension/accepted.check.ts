import { check } from "../../src/engine/api.ts";
import { chooseExtension, noExtension, withExtension } from "./choose.ts";

export default check({
  id: "extension/accepted",
  title: "A body may name and use every extension of its resource type",
  failureTitle: "A body that uses an extension of its resource type is refused",
  for: "each-resource-type",
  verifies: ["7643-3.3-schemas-extra-may"],
  after: ["create/created"],
  detects: ["extension-urn-refused"],
  mutates: "own-resources",
  remedy: "Accept the URI of each extension that the resource type lists in schemaExtensions, and its container.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = chooseExtension(target, type);
    if (!found) return skip(noExtension(type));
    const { urn, name } = found;
    const response = await scim.create(type, withExtension(given.body(type), urn, { [name]: given.unique() }));
    const may = "7643-3.3-schemas-extra-may";
    expect.of(may).observe(`a ${type.name} with ${urn} is answered with ${response.status}`, { at: response });
    expect.of(may, "extension/advertised-refused").that(response.ok, { message: `a ${type.name} that names ${urn} in schemas and carries ${name} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
  },
});
