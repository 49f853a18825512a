import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/client-id-ignored",
  title: "An id in the body of a POST is ignored",
  failureTitle: "An id in the body of a POST becomes the resource's id",
  for: "any-resource-type",
  verifies: ["7643-3.1-id-issued-by-server", "7644-3.3-create-ignores-readonly"],
  after: ["create/created"],
  detects: ["create-client-id-honoured"],
  mutates: "own-resources",
  remedy: "Choose the id yourself; ignore one that the client sends.",
  async run({ scim, given, expect, type }) {
    const wanted = given.unique();
    const response = await scim.create(type, { ...given.body(type), id: wanted });
    if (response.status === 400) expect.of("7644-3.3-create-ignores-readonly", "create/id-input-refused").that(false, { message: "a POST with an id is refused", expected: "success, with an id of the server", actual: 400, at: response, pointer: "status" });
    const taken = response.ok && response.object?.["id"] === wanted;
    for (const id of ["7643-3.1-id-issued-by-server", "7644-3.3-create-ignores-readonly"]) expect.of(id).that(!taken, { message: "the client's id became the resource's id", expected: "an id of the server", actual: response.object?.["id"] ?? null, at: response, pointer: "/id" });
  },
});
