import { check } from "../../src/engine/api.ts";

export default check({
  id: "http/media-type-parameters",
  title: "A charset parameter of the media type is understood",
  failureTitle: "A charset parameter of the media type is refused",
  for: "any-resource-type",
  verifies: ["7644-3.8-request-content-types", "7644-3.8-utf8-default"],
  after: ["http/request-media-types"],
  detects: ["request-charset-rejected"],
  mutates: "own-resources",
  remedy: "Compare the media type alone, without its parameters; utf-8 is what JSON uses anyway.",
  async run({ scim, given, expect, type }) {
    for (const media of ["application/scim+json; charset=utf-8", "application/scim+json;charset=UTF-8"]) {
      const response = await scim.create(type, given.body(type), { headers: { "Content-Type": media } });
      for (const id of ["7644-3.8-request-content-types", "7644-3.8-utf8-default"]) expect.of(id).that(response.status !== 415 && response.status !== 400, { message: `Content-Type ${media} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    }
  },
});
