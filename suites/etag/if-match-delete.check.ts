import { check, capability } from "../../src/engine/api.ts";
import { foreign, tagged } from "./support.ts";

export default check({
  id: "etag/if-match-delete",
  title: "DELETE with another tag in If-Match is refused, and the resource stays",
  failureTitle: "DELETE with another tag in If-Match deletes the resource",
  for: "each-resource-type",
  verifies: ["7644-3.14-if-match"],
  needs: [capability("etag")],
  after: ["etag/if-match-stale", "delete/gone"],
  detects: ["if-match-ignored-on-delete", "if-match-delete-refused-and-done"],
  mutates: "own-resources",
  remedy: "Honour If-Match on DELETE as on PUT and PATCH: answer 412 when the resource has changed.",
  async run(context) {
    const { scim, expect, type } = context;
    const { fixture, tag } = await tagged(context);
    const response = await scim.delete(fixture, { headers: { "If-Match": foreign(tag) } });
    const read = await scim.get(fixture);
    const gone = read.status === 404;
    const detail = { expected: "412, and the resource stays", actual: response.status, at: response, pointer: "status" };
    // The section names PUT and PATCH alone: a server may leave DELETE unconditional (P108).
    expect.of("7644-3.14-if-match", "etag/stale-delete").that(!(response.ok && gone), { message: `DELETE of a ${type.name} with another tag in If-Match is answered with ${response.status}, and it is gone`, ...detail });
    expect.of("7644-3.14-if-match", "etag/stale-applied").that(response.ok || !gone, { message: `DELETE of a ${type.name} with another tag is refused with ${response.status}, and it is gone all the same`, ...detail });
    expect.of("7644-3.14-if-match", "etag/stale-applied").that(response.status < 500, { message: `DELETE of a ${type.name} with another tag is answered with ${response.status}`, ...detail });
  },
});
