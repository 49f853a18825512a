import { check } from "../../src/engine/api.ts";

export default check({
  id: "attributes/unknown-ignored",
  title: "An unknown attribute is ignored or refused, not stored",
  failureTitle: "An unknown attribute is stored and returned",
  for: "any-resource-type",
  verifies: ["7644-3.1-interpret-in-own-schema"],
  after: ["create/created"],
  detects: ["unknown-attribute-stored"],
  mutates: "own-resources",
  remedy: "Ignore attributes that no schema of the resource defines, or refuse them with 400.",
  async run({ scim, given, expect, type }) {
    const response = await scim.create(type, { ...given.body(type), scimspecUnknown: "x" });
    expect.of("7644-3.1-interpret-in-own-schema", "attributes/unknown-refused").that(response.ok || response.status === 400, { message: `an unknown attribute is answered with ${response.status}`, expected: "success or 400", actual: response.status, at: response, pointer: "status" });
    expect.of("7644-3.1-interpret-in-own-schema", "attributes/unknown-echoed").that(response.object?.["scimspecUnknown"] === undefined, { message: "an attribute of no schema was stored", expected: "not stored", actual: response.object?.["scimspecUnknown"] ?? null, at: response, pointer: "/scimspecUnknown" });
  },
});
