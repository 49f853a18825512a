import { check } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";

export default check({
  id: "read/unknown-id",
  title: "GET of an unknown id is answered with 404",
  failureTitle: "GET of an unknown id is not answered with 404",
  for: "each-resource-type",
  verifies: ["7644-3.12-get-unknown-404"],
  after: ["read/by-id"],
  detects: ["read-unknown-200", "read-unknown-500"],
  mutates: "nothing",
  remedy: "Answer a GET for an id that does not exist with 404 and a SCIM Error.",
  async run({ scim, given, expect, target, type }) {
    const known = await given.shared(type);
    const response = await scim.get(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(alteredId(known.id))}`);
    expect.of("7644-3.12-get-unknown-404").status(response, 404);
  },
});
