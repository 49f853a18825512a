import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/created",
  title: "POST to a resource endpoint creates the resource and is answered with 201 and the resource",
  failureTitle: "POST to a resource endpoint does not create the resource, or not with 201 and a body",
  for: "each-resource-type",
  verifies: ["7644-3.3-post-to-resource-endpoint", "7644-3.3-create-201", "7644-3.3-create-body", "7643-3.1-external-id-optional"],
  provides: ["create"],
  detects: ["create-returns-200", "create-not-allowed", "create-empty-body", "create-empty-group-rejected"],
  mutates: "own-resources",
  remedy: "Answer a POST that creates a resource with 201 Created and the resource as the body.",
  async run({ scim, given, expect, type }) {
    const response = await scim.create(type, given.body(type, { externalId: undefined }));
    const possible = expect.of("7644-3.3-post-to-resource-endpoint").status(response, "success");
    expect.of("7643-3.1-external-id-optional").observe(`a ${type.name} without externalId is answered with ${response.status}`, { at: response });
    if (!possible) return;
    expect.of("7644-3.3-create-201").status(response, 201);
    expect.of("7644-3.3-create-body").that(typeof response.object?.["id"] === "string", { message: "the answer to the POST does not hold the created resource", expected: "the resource", actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
  },
});
