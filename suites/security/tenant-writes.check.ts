import { check, credential } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";

export default check({
  id: "security/tenant-writes",
  title: "The credential of another tenant changes nothing of this one",
  failureTitle: "The credential of another tenant can change this one's resources",
  for: "any-resource-type",
  verifies: ["7643-9.3-restrict-access-need-to-know", "7644-2-map-client-to-policy"],
  needs: [credential("otherTenant")],
  after: ["create/created", "auth/credential-required", "security/tenant-reads"],
  detects: ["tenant-write-leak"],
  mutates: "own-resources",
  remedy: "Bind PUT, PATCH and DELETE to the tenant of the credential.",
  async run({ scim, given, expect, target, type, skip }) {
    const made = await given.resource(type);
    const other = { credential: "otherTenant" } as const;
    const name = freeText(target, type) ?? "externalId";
    // Ids need not be unique over all tenants (RFC 7644 section 6.2): what the other one finds there may be its own.
    const theirs = await scim.get(made, other);
    if (theirs.ok || theirs.status >= 500) skip(`the credential of the other tenant is answered with ${theirs.status} for this id: security/tenant-reads judges that`);
    const before = await scim.get(made);
    const attempts = [
      await scim.replace(made, { ...made.sent, [name]: "taken over" }, other),
      await scim.patch(made, [{ op: "replace", path: name, value: "taken over" }], other),
      await scim.delete(made, other),
    ];
    const after = await scim.get(made);
    const intact = after.ok && changedElsewhere(before.object ?? {}, after.object ?? {}, []).length === 0;
    for (const id of ["7643-9.3-restrict-access-need-to-know", "7644-2-map-client-to-policy"]) {
      for (const response of attempts) {
        // 501 and 405 say that the method is not offered at all.
        expect.of(id).that(!response.ok, { message: `${response.method} with the credential of another tenant is answered with ${response.status}`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
      }
      expect.of(id).that(intact, { message: "after requests with the credential of another tenant the resource is not what it was", expected: "unchanged", actual: after.status, at: after, pointer: "" });
    }
  },
});
