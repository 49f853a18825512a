import { check } from "../../src/engine/api.ts";

export default check({
  id: "http/response-media-types",
  title: "Answers come as application/scim+json by default, and to Accept: application/json",
  failureTitle: "Answers do not come as application/scim+json by default, or Accept: application/json is refused",
  for: "any-resource-type",
  verifies: ["7644-3.8-default-format", "7644-3.8-accept-json"],
  after: ["read/by-id"],
  detects: ["default-format-html", "accept-json-refused", "response-content-type-wrong"],
  mutates: "nothing",
  remedy: "Answer in application/scim+json when the client does not say otherwise, and accept application/json too.",
  async run({ scim, given, expect, type }) {
    const known = await given.shared(type);
    for (const accept of [null, "*/*"]) {
      const response = await scim.get(known, { headers: { Accept: accept } });
      const plain = response.mediaType === "application/json";
      expect.of("7644-3.8-default-format", plain ? "http/media-type-json" : undefined).that(response.mediaType === "application/scim+json", { message: `${accept === null ? "without Accept" : `with Accept ${accept}`} the body is labelled ${response.mediaType ?? "with nothing"}`, expected: "application/scim+json", actual: response.mediaType, at: response, pointer: "header:Content-Type" });
    }
    const json = await scim.get(known, { headers: { Accept: "application/json" } });
    expect.of("7644-3.8-accept-json").that(json.ok, { message: `Accept: application/json is answered with ${json.status}`, expected: "success", actual: json.status, at: json, pointer: "status" });
  },
});
