import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/method-not-possible",
  title: "A method that an endpoint does not offer is refused with a SCIM Error",
  failureTitle: "A method that an endpoint does not offer is not refused with a SCIM Error",
  verifies: ["7644-3.12-error-body-json", "7644-3.2-defined-endpoints"],
  detects: ["error-framework-plain-text", "collection-delete-accepted"],
  mutates: "own-resources",
  remedy: "Answer DELETE on a collection with 405 (or 404, 501), an Allow header and a SCIM Error.",
  async run({ scim, expect, target }) {
    // An id that cannot exist stands in for the collection: nothing is deleted even by a careless server.
    const type = target.resourceTypes[0];
    const response = await scim.request({ method: "POST", path: `${type?.endpoint ?? "/Users"}/scimspec-no-such-id`, body: {}, operation: "other" });
    expect.of("7644-3.2-defined-endpoints").status(response, "refusal");
    const body = response.object !== undefined && response.object["status"] !== undefined;
    expect.of("7644-3.12-error-body-json", "errors/gateway-body").that(body, { message: `${response.status} comes without a SCIM Error message`, expected: "an Error message", actual: response.text?.slice(0, 100) ?? "(no body)", at: response, pointer: "" });
  },
});
