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
  async run({ scim, given, expect, target, type }) {
    const { made } = await deletion({ given }, type);
    const response = await scim.delete(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(alteredId(made.id))}`);
    expect.of("7644-3.12-delete-unknown-404").status(response, 404);
  },
});
