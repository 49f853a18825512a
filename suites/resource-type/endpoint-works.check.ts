import { check } from "../../src/engine/api.ts";

export default check({
  id: "resource-type/endpoint-works",
  title: "The endpoint that a resource type states works below the base URL",
  failureTitle: "The endpoint that a resource type states does not work",
  for: "each-resource-type",
  verifies: ["7643-6-endpoint-required", "7643-1.2-endpoint-relative-to-base", "7644-3.2-well-known-endpoints", "7644-3.2-extended-endpoint-plural"],
  after: ["resource-type/documents"],
  provides: ["list", "create", "read"],
  detects: ["resourcetype-endpoint-wrong", "core-endpoint-elsewhere", "custom-endpoint-odd"],
  mutates: "nothing",
  remedy: "State the path under which the resources are served; /Users and /Groups for the core types.",
  async run({ scim, expect, type }) {
    const response = await scim.list(type, { count: "1" });
    const works = response.status !== 404;
    for (const id of ["7643-6-endpoint-required", "7643-1.2-endpoint-relative-to-base"]) expect.of(id).that(works, { message: `GET ${type.endpoint}, the endpoint of ${type.name}, is answered with ${response.status}`, expected: "the collection", actual: response.status, at: response, pointer: "status" });
    if (type.isUser || type.isGroup) expect.of("7644-3.2-well-known-endpoints").that(type.endpoint === (type.isUser ? "/Users" : "/Groups"), { message: `${type.name} is served at ${type.endpoint}`, expected: type.isUser ? "/Users" : "/Groups", actual: type.endpoint, at: response });
    else expect.of("7644-3.2-extended-endpoint-plural").that(type.endpoint.toLowerCase() === `/${type.name}s`.toLowerCase(), { message: `${type.name} is served at ${type.endpoint}`, expected: `/${type.name}s`, actual: type.endpoint, at: response });
  },
});
