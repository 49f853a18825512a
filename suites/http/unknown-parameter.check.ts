import { check } from "../../src/engine/api.ts";

export default check({
  id: "http/unknown-parameter",
  title: "Unknown query parameters are ignored",
  failureTitle: "Unknown query parameters make a query fail",
  for: "any-resource-type",
  verifies: ["7644-3.4.2-ignore-unknown-params"],
  after: ["read/by-id"],
  detects: ["unknown-parameter-refused"],
  mutates: "nothing",
  remedy: "Ignore query parameters that you do not know.",
  async run({ scim, given, expect, type }) {
    const known = await given.shared(type);
    for (const response of [await scim.get(known, { query: { scimspecUnknown: "1" } }), await scim.list(type, { scimspecUnknown: "1", count: "1" })]) {
      expect.of("7644-3.4.2-ignore-unknown-params").that(response.ok, { message: `an unknown query parameter is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    }
  },
});
