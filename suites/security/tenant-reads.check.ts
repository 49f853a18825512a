import { check, credential } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";

export default check({
  id: "security/tenant-reads",
  title: "The credential of another tenant sees nothing of this one",
  failureTitle: "The credential of another tenant can read this one's resources",
  for: "each-resource-type",
  verifies: ["7643-9.3-restrict-access-need-to-know", "7643-9.3-external-id-access-control", "7644-2-map-client-to-policy"],
  needs: [credential("otherTenant")],
  after: ["create/created", "auth/credential-required", "create/external-id"],
  detects: ["tenant-read-leak", "tenant-list-leak", "tenant-external-id-leak"],
  mutates: "own-resources",
  remedy: "Bind every look-up, list and search to the tenant of the credential.",
  async run({ scim, given, expect, target, type }) {
    const secret = given.unique();
    const made = await given.resource(type, { externalId: secret });
    const other = { credential: "otherTenant" } as const;
    const read = await scim.get(made, other);
    const filter = `externalId eq ${JSON.stringify(secret)}`;
    // Without filters the first page alone: another tenant may be large.
    const listed = await scim.list(type, target.supports("filter") === false ? { count: "50" } : { filter, count: "50" }, other);
    // Ids need not be unique over all tenants (RFC 7644 section 6.2): ours is told by what only it holds.
    const ours = (x: JsonObject): boolean => x["id"] === made.id && ["externalId", "userName", "displayName"].some((n) => x[n] !== undefined && x[n] === (made.body[n] ?? made.sent[n]));
    const shows = (r: ScimResponse): boolean => r.ok && [...(r.object ? [r.object] : []), ...r.resources].some(ours);
    for (const response of [read, listed]) {
      const detail = { message: `the credential of another tenant is shown the ${type.name} ${made.id} (${response.method}, ${response.status})`, expected: "not visible", actual: shows(response) ? made.id : response.status, at: response, pointer: "" };
      for (const id of ["7643-9.3-restrict-access-need-to-know", "7644-2-map-client-to-policy"]) expect.of(id).that(!shows(response), detail);
      const leaks = response.ok && (response.text ?? "").includes(secret);
      expect.of("7643-9.3-external-id-access-control", "security/external-id-shown").that(!leaks, { message: "an externalId of one tenant is shown to another", expected: "not shown", actual: leaks ? secret : null, at: response, pointer: "" });
    }
  },
});
