import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/schemas-inferred",
  title: "A POST without schemas, or with an empty or unknown one, is refused or understood, but does not break the server",
  failureTitle: "A POST without schemas, or with an unknown one, breaks the server",
  for: "any-resource-type",
  verifies: ["7643-3-schemas-required-array"],
  after: ["create/created"],
  detects: ["create-without-schemas-500"],
  mutates: "own-resources",
  remedy: "Answer a POST whose schemas is missing or unknown with 400, or take the endpoint's schema.",
  async run({ scim, given, expect, type }) {
    for (const schemas of [undefined, [], ["urn:example:scimspec:unknown:1.0:Nothing"]]) {
      const { schemas: _own, ...body } = given.body(type);
      const response = await scim.create(type, schemas === undefined ? body : { ...body, schemas });
      const judge = expect.of("7643-3-schemas-required-array");
      judge.observe(`a POST with schemas ${JSON.stringify(schemas) ?? "missing"} is answered with ${response.status} (A24)`, { at: response });
      judge.that(response.status < 500, { message: `a POST with schemas ${JSON.stringify(schemas) ?? "missing"} is answered with ${response.status}`, expected: "400, or success", actual: response.status, at: response, pointer: "status" });
    }
  },
});
