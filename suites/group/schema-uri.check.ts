import { check } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { CORE_GROUP, sameUrn } from "../../src/scim/urn.ts";

export default check({
  id: "group/schema-uri",
  title: "Groups name the core Group schema by its registered URI",
  failureTitle: "Groups name their schema by another URI than the registered one",
  for: "Group",
  verifies: ["7643-4.2-group-schema-uri"],
  after: ["create/created"],
  detects: ["group-schema-uri-outdated"],
  mutates: "nothing",
  remedy: `Use ${CORE_GROUP} as schema of the resource type, in /Schemas and in every Group.`,
  async run({ given, expect, target, type }) {
    const judge = (found: Json | undefined, where: string, at: object): void => {
      const code = typeof found === "string" && sameUrn(found, CORE_GROUP) ? "group/schema-uri-case" : undefined;
      expect.of("7643-4.2-group-schema-uri", code).that(found === CORE_GROUP, { message: `${where} names ${JSON.stringify(found) ?? "no schema"}`, expected: CORE_GROUP, actual: found ?? null, ...at });
    };
    if (type.source === "published") judge(type.schema, `the resource type ${type.name}`, { at: target.discovery.resourceTypes });
    const group = await given.shared(type);
    const schemas = group.body["schemas"];
    const uris = Array.isArray(schemas) ? (schemas as Json[]) : [];
    judge(uris.find((u) => typeof u === "string" && (sameUrn(u, CORE_GROUP) || sameUrn(u, type.schema))) ?? uris[0], "a group", isObject(group.created.json) ? { at: group.created, pointer: "/schemas" } : {});
  },
});
