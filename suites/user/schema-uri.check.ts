import { check } from "../../src/engine/api.ts";
import { CORE_USER, sameUrn } from "../../src/scim/urn.ts";
import type { Json } from "../../src/model/json.ts";

export default check({
  id: "user/schema-uri",
  title: "The schema of users has the registered URI",
  failureTitle: "The schema of users has another URI than the registered one",
  for: "User",
  verifies: ["7643-4.1-user-schema-uri"],
  after: ["create/created"],
  detects: ["user-schema-of-version-1", "user-schema-uri-case"],
  mutates: "nothing",
  remedy: `Identify users by ${CORE_USER}, in schemas of resources and in /ResourceTypes.`,
  async run({ given, expect, type }) {
    const shared = await given.shared(type);
    const schemas = shared.body["schemas"];
    const list = Array.isArray(schemas) ? (schemas as readonly Json[]) : [];
    const near = list.find((s) => typeof s === "string" && sameUrn(s, CORE_USER));
    expect.of("7643-4.1-user-schema-uri", near !== undefined && near !== CORE_USER ? "user/schema-uri-case" : undefined).that(list.includes(CORE_USER), { message: `schemas of a user is ${JSON.stringify(schemas) ?? "absent"}`, expected: CORE_USER, actual: schemas ?? null, at: shared.created, pointer: "/schemas" });
    const alike = sameUrn(type.schema, CORE_USER);
    expect.of("7643-4.1-user-schema-uri", alike ? "user/schema-uri-case" : undefined).that(type.schema === CORE_USER, { message: `the resource type ${type.name} has the schema ${type.schema}`, expected: CORE_USER, actual: type.schema });
  },
});
