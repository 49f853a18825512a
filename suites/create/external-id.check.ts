import { check, attribute } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "create/external-id",
  title: "externalId is stored as sent, may repeat, and is never invented",
  failureTitle: "externalId is lost, altered, refused or invented",
  for: "any-resource-type",
  verifies: ["7643-3.1-external-id-client-identifier", "7643-3.1-external-id-never-server-set", "7643-3.1-external-id-uniqueness-not-enforced", "7643-3-common-attributes-always-present", "7643-7-case-exact-preserve", "7643-3.1-external-id-may-be-present"],
  needs: [attribute.sendable("*", "externalId")],
  after: ["create/created"],
  detects: ["externalid-dropped", "externalid-case-folded", "externalid-unique", "create-invents-external-id", "externalid-needs-schema"],
  mutates: "own-resources",
  remedy: "Store externalId exactly as the client sends it, without enforcing uniqueness, and leave it unset otherwise.",
  async run({ scim, given, expect, type }) {
    const value = `Ext-${given.unique()}-AbC`;
    const first = await scim.create(type, given.body(type, { externalId: value }));
    expect.of("7643-3-common-attributes-always-present").that(first.ok, { message: `a ${type.name} with externalId is answered with ${first.status}`, expected: "success", actual: first.status, at: first, pointer: "status" });
    expect.of("7643-3.1-external-id-may-be-present").observe(`externalId on a ${type.name} is answered with ${first.status}`, { at: first });
    if (first.ok) {
      const got = first.object?.["externalId"];
      const detail = { expected: value, actual: got ?? null, at: first, pointer: "/externalId" };
      if (isUnassigned(got)) expect.of("7643-3.1-external-id-client-identifier", "attributes/external-id-dropped").that(false, { message: "externalId was dropped", ...detail });
      else for (const id of ["7643-3.1-external-id-client-identifier", "7643-7-case-exact-preserve"]) expect.of(id).that(got === value, { message: `externalId was altered to ${JSON.stringify(got)}`, ...detail });
      const second = await scim.create(type, given.body(type, { externalId: value }));
      expect.of("7643-3.1-external-id-uniqueness-not-enforced", second.status === 409 ? "create/external-id-conflict" : undefined).that(second.ok, { message: `a second ${type.name} with the same externalId is answered with ${second.status}`, expected: "success", actual: second.status, at: second, pointer: "status" });
    }
    const without = await given.resource(type, {});
    const bare = await scim.create(type, given.body(type, { externalId: undefined }));
    const invented = (bare.ok ? bare : without.created).object?.["externalId"];
    expect.of("7643-3.1-external-id-never-server-set").that(!bare.ok || isUnassigned(invented), { message: "the server gave externalId a value of its own", expected: "no externalId", actual: invented ?? null, at: bare, pointer: "/externalId" });
  },
});
