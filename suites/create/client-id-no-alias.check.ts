import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/client-id-no-alias",
  title: "An id that the client chose does not lead to the resource",
  failureTitle: "An id that the client chose leads to the resource",
  for: "each-resource-type",
  verifies: ["7643-3.1-id-issued-by-server"],
  after: ["create/client-id-ignored"],
  detects: ["create-client-id-alias"],
  mutates: "own-resources",
  remedy: "Forget an id that a client sends with a POST.",
  async run({ scim, given, expect, type, require }) {
    const wanted = given.unique();
    const made = await scim.create(type, { ...given.body(type), id: wanted });
    require(made.ok || made.status === 400, "create", `a POST with an id is answered with ${made.status}`);
    const read = await scim.get(`${type.endpoint}/${wanted}`);
    expect.of("7643-3.1-id-issued-by-server").that(!read.ok, { message: `GET of the id that the client chose is answered with ${read.status}`, expected: 404, actual: read.status, at: read, pointer: "status" });
  },
});
