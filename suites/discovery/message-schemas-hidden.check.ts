import { check, published } from "../../src/engine/api.ts";
import { LIST_RESPONSE, MESSAGE_PREFIX } from "../../src/scim/urn.ts";

export default check({
  id: "discovery/message-schemas-hidden",
  title: "Message schemas are not served by /Schemas",
  failureTitle: "/Schemas serves message schemas",
  verifies: ["7644-3.1-message-schemas-not-discoverable"],
  needs: [published("schemas")],
  detects: ["message-schema-listed"],
  mutates: "nothing",
  remedy: "Leave urn:ietf:params:scim:api:... out of /Schemas.",
  async run({ scim, expect, target }) {
    const listed = target.discovery.schemas.resources.map((r) => r["id"]).filter((id) => typeof id === "string" && id.startsWith(MESSAGE_PREFIX));
    expect.of("7644-3.1-message-schemas-not-discoverable").that(listed.length === 0, { message: `/Schemas lists ${String(listed[0])}`, expected: "no message schema", actual: listed[0] ?? null, at: target.discovery.schemas });
    const single = await scim.get(`/Schemas/${LIST_RESPONSE}`);
    expect.of("7644-3.1-message-schemas-not-discoverable").that(!single.ok, { message: `GET /Schemas/${LIST_RESPONSE} is answered with ${single.status}`, expected: 404, actual: single.status, at: single, pointer: "status" });
  },
});
