import { check } from "../../src/engine/api.ts";

export default check({
  id: "http/request-media-types",
  title: "Requests in application/scim+json and in application/json are understood",
  failureTitle: "Requests in application/scim+json or application/json are refused",
  for: "any-resource-type",
  verifies: ["7644-3.8-request-content-types"],
  after: ["create/created"],
  provides: ["create"],
  detects: ["request-scim-json-rejected", "request-plain-json-rejected"],
  mutates: "own-resources",
  remedy: "Read request bodies of both media types, with or without a charset parameter.",
  async run({ scim, given, expect, type }) {
    const scimJson = await scim.create(type, given.body(type), { headers: { "Content-Type": "application/scim+json" } });
    expect.of("7644-3.8-request-content-types").that(scimJson.status !== 415 && scimJson.status !== 400, { message: `Content-Type application/scim+json is answered with ${scimJson.status}`, expected: "success", actual: scimJson.status, at: scimJson, pointer: "status" });
    const plain = await scim.create(type, given.body(type), { headers: { "Content-Type": "application/json" } });
    expect.of("7644-3.8-request-content-types", "http/json-request-refused").that(plain.status !== 415 && plain.status !== 400, { message: `Content-Type application/json is answered with ${plain.status}`, expected: "success", actual: plain.status, at: plain, pointer: "status" });
  },
});
