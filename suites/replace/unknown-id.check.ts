import { check, capability } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";

export default check({
  id: "replace/unknown-id",
  title: "PUT never creates a resource: an unknown id is answered with 404",
  failureTitle: "PUT to an unknown id creates a resource, or is not answered with 404",
  for: "each-resource-type",
  verifies: ["7644-3.2-put-must-not-create"],
  needs: [capability("put")],
  after: ["create/created"],
  detects: ["put-creates", "put-unknown-500"],
  mutates: "own-resources",
  remedy: "Answer a PUT to an id that does not exist with 404, and create nothing.",
  async run({ scim, given, expect, target, type, skip }) {
    const made = await given.resource(type);
    const url = `${target.baseUrl}${type.endpoint}/${encodeURIComponent(alteredId(made.id))}`;
    // Looked at first: nothing that exists may be written to.
    const free = await scim.get(url);
    if (free.ok) skip("the id made up for this check exists on the server");
    const response = await scim.replace(url, given.body(type));
    const code = response.status !== 404 && response.status >= 400 && response.status < 500 ? "replace/unknown-other-4xx" : undefined;
    expect.of("7644-3.2-put-must-not-create", code).status(response, [404, 501]);
    const read = await scim.get(url);
    expect.of("7644-3.2-put-must-not-create").that(!read.ok, { message: "after the PUT the unknown id exists", expected: 404, actual: read.status, at: read, pointer: "status" });
  },
});
