import { check } from "../../src/engine/api.ts";

export default check({
  id: "read/by-id",
  title: "GET of a known resource is answered with 200 and that resource",
  failureTitle: "GET of a known resource is not answered with 200 and that resource",
  for: "each-resource-type",
  verifies: ["7644-3.4.1-get-known-path", "7644-3.4.1-get-known-200", "7643-2.3.7-get-reference-dereferences", "7644-3.4-retrieve-by-url-or-query"],
  after: ["create/created"],
  provides: ["read"],
  detects: ["read-other-resource", "read-known-404"],
  mutates: "nothing",
  remedy: "Serve each resource at its endpoint followed by its id.",
  async run({ scim, given, expect, type }) {
    const known = await given.shared(type);
    const response = await scim.get(known);
    expect.of("7644-3.4.1-get-known-path").status(response, 200);
    const right = response.status === 200 && response.object?.["id"] === known.id;
    expect.of("7644-3.4.1-get-known-200").that(right, { message: `GET of a known ${type.name} gives ${response.status} and the id ${JSON.stringify(response.object?.["id"]) ?? "none"}`, expected: known.id, actual: response.object?.["id"] ?? null, at: response, pointer: "/id" });
    expect.of("7643-2.3.7-get-reference-dereferences").that(right, { message: "the resource's own URI does not deliver it", expected: known.id, actual: response.object?.["id"] ?? response.status, at: response, pointer: "/id" });
    expect.of("7644-3.4-retrieve-by-url-or-query").observe("the resource can be retrieved by its URL", { at: response });
  },
});
