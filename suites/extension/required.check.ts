import { check } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { valueIn, withoutExtension } from "./choose.ts";

export default check({
  id: "extension/required",
  title: "Resources carry the extensions that their resource type requires, and may leave out the others",
  failureTitle: "Resources lack an extension that their resource type requires, or optional ones are demanded",
  for: "each-resource-type",
  verifies: ["7643-6-required-extension-present", "7643-6-optional-extension-may-be-omitted"],
  after: ["create/created"],
  detects: ["extension-required-not-enforced"],
  mutates: "own-resources",
  remedy: "Refuse resources that lack an extension with required true, or fill it in; set required to false where resources may do without.",
  async run({ scim, given, expect, target, type, skip }) {
    if (type.extensions.length === 0) skip(`the resource type ${type.name} has no extension (/ResourceTypes)`);
    const lacking = (resource: JsonObject | undefined, urn: string): boolean => {
      const schemas = resource?.["schemas"];
      const listed = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, urn));
      const needed = target.attributes(type).filter((a) => a.extension && a.schema === urn && a.required && a.returned !== "never" && a.returned !== "request");
      return !listed || needed.some((a) => isUnassigned(valueIn(resource, { urn, name: a.name })));
    };
    const made = await given.resource(type);
    const read = await scim.get(made);
    const missing = type.extensions.filter((e) => e.required && lacking(read.object, e.schema)).map((e) => e.schema);
    expect.of("7643-6-required-extension-present").that(missing.length === 0, { message: `a ${type.name} lacks what its resource type requires: ${missing.join(", ")}`, expected: type.extensions.filter((e) => e.required).map((e) => e.schema), actual: read.object?.["schemas"] ?? null, at: read, pointer: "/schemas" });
    for (const { schema, required } of type.extensions) {
      const response = await scim.create(type, withoutExtension(given.body(type), schema));
      const detail = { actual: response.status, at: response, pointer: "status" };
      if (required) expect.of("7643-6-required-extension-present").that(!response.ok || !lacking(response.object, schema), { message: `a ${type.name} without the required extension ${schema} is created`, expected: "400", ...detail });
      else {
        expect.of("7643-6-optional-extension-may-be-omitted").observe(`a ${type.name} without ${schema} is answered with ${response.status}`, { at: response });
        expect.of("7643-6-optional-extension-may-be-omitted", "extension/optional-demanded").that(response.ok, { message: `a ${type.name} without the optional extension ${schema} is answered with ${response.status}`, expected: "success", ...detail });
      }
    }
  },
});
