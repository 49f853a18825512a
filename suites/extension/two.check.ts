import { check } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { sampleAttribute } from "../../src/scim/sample.ts";
import { covers } from "../../src/scim/value.ts";

export default check({
  id: "extension/two",
  title: "Several extensions of one resource are kept side by side",
  failureTitle: "One of several extensions of a resource is lost",
  for: "each-resource-type",
  verifies: ["7643-3.3-extension-container-uri", "7643-3.3-container-uri-listed"],
  after: ["create/round-trip", "extension/accepted"],
  detects: ["second-extension-lost", "second-extension-not-listed"],
  mutates: "own-resources",
  remedy: "Keep each extension in its own container, and name each in schemas.",
  async run({ scim, given, expect, target, type, skip }) {
    const containers = type.extensions.flatMap(({ schema }): readonly (readonly [string, Record<string, Json>])[] => {
      const found = target.attributes(type).find((a) => a.extension && a.schema === schema && a.mutability === "readWrite" && a.type === "string" && !a.multiValued && target.maySend(type, `${schema}:${a.name}`));
      const value = found && sampleAttribute(found, given.unique());
      return found && value !== undefined ? [[schema, { [found.name]: value }]] : [];
    });
    if (containers.length < 2) skip(`the server offers fewer than two extensions for ${type.name} (/ResourceTypes, /Schemas)`);
    const made = await given.resource(type, { ...Object.fromEntries(containers), schemas: [type.schema, ...containers.map(([urn]) => urn)] });
    const read = await scim.get(made);
    for (const [urn, sent] of containers) {
      const got = read.object?.[urn];
      expect.of("7643-3.3-extension-container-uri").that(isObject(got) && covers(got, sent), { message: `${urn} was sent with others and reads ${JSON.stringify(got) ?? "nothing"}`, expected: sent, actual: got ?? null, at: read, pointer: `/${urn}` });
      const schemas = read.object?.["schemas"];
      expect.of("7643-3.3-container-uri-listed").that(Array.isArray(schemas) && (schemas as Json[]).some((s) => typeof s === "string" && s.toLowerCase() === urn.toLowerCase()), { message: `schemas does not name ${urn}, which the resource has values of`, expected: urn, actual: schemas ?? null, at: read, pointer: "/schemas" });
    }
  },
});
