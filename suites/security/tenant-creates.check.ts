import { check, credential, attribute } from "../../src/engine/api.ts";

export default check({
  id: "security/tenant-creates",
  title: "What a tenant creates belongs to it alone",
  failureTitle: "What a tenant creates lands in another tenant, or takes over its users",
  for: "User",
  verifies: ["7643-9.3-restrict-access-need-to-know", "7644-3.4.1-get-known-200", "7643-9.3-tenant-specific-identifiers"],
  needs: [credential("otherTenant"), attribute.sendable("User", "emails")],
  after: ["create/created", "security/tenant-reads", "create/undeclared-uniqueness"],
  detects: ["tenant-create-lands-in-default", "tenant-create-captures-foreign-user", "tenant-uniqueness-oracle"],
  mutates: "own-resources",
  remedy: "Take the tenant of a new user from the credential, and never match it with users of other tenants.",
  async run({ scim, given, expect, type, skip }) {
    const other = { credential: "otherTenant" } as const;
    const body = given.body(type, { emails: [{ value: `${given.unique()}@example.com` }] });
    const theirs = await scim.create(type, body, other);
    const id = theirs.object?.["id"];
    if (!theirs.ok || typeof id !== "string") skip(`the credential of the other tenant cannot create users (${theirs.status})`);
    const at = `${type.endpoint}/${encodeURIComponent(String(id))}`;
    const own = await scim.get(at, other);
    expect.of("7644-3.4.1-get-known-200", "security/created-elsewhere").that(own.status === 200, { message: `a user created by a tenant is answered to it with ${own.status}`, expected: 200, actual: own.status, at: own, pointer: "status" });
    const foreign = await scim.get(at);
    expect.of("7643-9.3-restrict-access-need-to-know").that(!foreign.ok || foreign.object?.["userName"] !== theirs.object?.["userName"], { message: "a user created by another tenant is visible to this one", expected: "not visible", actual: foreign.status, at: foreign, pointer: "status" });
    const twin = await scim.create(type, { ...body, displayName: "of the other tenant" });
    const after = await scim.get(at, other);
    const captured = after.ok && after.object?.["displayName"] === "of the other tenant";
    expect.of("7643-9.3-restrict-access-need-to-know").that(!captured, { message: "creating a user of the same name in one tenant took over the user of another", expected: "two users", actual: twin.object?.["id"] ?? null, at: twin, pointer: "/id" });
    expect.of("7643-9.3-tenant-specific-identifiers", "security/tenant-uniqueness-oracle").that(twin.status !== 409, { message: "a userName and an e-mail address that only another tenant uses are refused with 409, which reveals them", expected: 201, actual: twin.status, at: twin, pointer: "status" });
  },
});
