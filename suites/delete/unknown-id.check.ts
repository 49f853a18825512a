import { check } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { deletion } from "./deletion.ts";

export default check({
  id: "delete/unknown-id",
  title: "DELETE of an unknown id is answered with 404",
  failureTitle: "DELETE of an unknown id is not answered with 404",
  for: "each-resource-type",
  verifies: ["7644-3.12-delete-unknown-404"],
  after: ["create/created"],
  detects: ["delete-unknown-500", "delete-unknown-204"],
  mutates: "own-resources",
  remedy: "Answer a DELETE for an id that does not exist with 404.",
  async run({ scim, given, expect, target, type, skip }) {
    const { made } = await deletion({ given, target }, type);
    const url = `${target.baseUrl}${type.endpoint}/${encodeURIComponent(alteredId(made.id))}`;
    // Looked at first: nothing that exists may be deleted.
    const free = await scim.get(url);
    if (free.ok) skip("the id made up for this check exists on the server");
    const response = await scim.delete(url);
    expect.of("7644-3.12-delete-unknown-404").status(response, 404);
  },
});
