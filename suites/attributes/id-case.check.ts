import { check } from "../../src/engine/api.ts";

export default check({
  id: "attributes/id-case",
  title: "id compares with regard to case",
  failureTitle: "id compares without regard to case",
  for: "any-resource-type",
  verifies: ["7643-3.1-id-case-exact"],
  after: ["read/by-id"],
  detects: ["id-case-ignored"],
  mutates: "nothing",
  remedy: "Compare ids exactly.",
  async run({ scim, given, expect, target, type, skip }) {
    const known = await given.shared(type);
    const swapped = Array.from(known.id).map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join("");
    if (swapped === known.id) skip("the id holds no letters");
    const response = await scim.get(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(swapped)}`);
    expect.of("7643-3.1-id-case-exact", "attributes/id-path-case").that(!response.ok, { message: `GET with the id in other case is answered with ${response.status}`, expected: 404, actual: response.status, at: response, pointer: "status" });
  },
});
