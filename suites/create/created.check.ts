import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/created",
  title: "POST to a resource endpoint creates the resource and is answered with 201",
  failureTitle: "POST to a resource endpoint is not answered with 201",
  for: "each-resource-type",
  verifies: ["7644-3.3-post-to-resource-endpoint", "7644-3.3-create-201"],
  provides: ["create"],
  detects: ["create-returns-200", "create-not-allowed"],
  mutates: "own-resources",
  remedy: "Answer a POST that creates a resource with 201 Created.",
  async run({ scim, given, expect, type }) {
    const response = await scim.create(type, given.body());
    expect.of("7644-3.3-post-to-resource-endpoint").status(response, "success");
    if (response.ok) expect.of("7644-3.3-create-201").status(response, 201);
  },
});
