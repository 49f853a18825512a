import { invariant } from "../../src/engine/api.ts";
import { LIST_RESPONSE, sameUrn } from "../../src/scim/urn.ts";

const LISTS = new Set(["list", "search", "schemas", "resource-types"]);

export default invariant({
  id: "invariants/message-schemas",
  title: "List answers carry the URI of the ListResponse message",
  failureTitle: "List answers do not carry the URI of the ListResponse message",
  verifies: ["7644-3.1-message-schemas-prefix"],
  detects: ["list-response-schema-wrong"],
  remedy: 'Put "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"] into every list answer.',
  judge(exchange, { expect }) {
    if (!exchange.ok || !LISTS.has(exchange.raw.operation) || !exchange.object) return;
    const schemas = exchange.object["schemas"];
    const named = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, LIST_RESPONSE));
    expect.of("7644-3.1-message-schemas-prefix").that(named, { message: "a list answer does not name the ListResponse message", expected: LIST_RESPONSE, actual: schemas ?? null, at: exchange, pointer: "/schemas" });
  },
});
