import { check, capability } from "../../src/engine/api.ts";
import { at, equal } from "../../src/scim/value.ts";

export default check({
  id: "replace/readonly-ignored",
  title: "Values for readOnly attributes in a PUT are ignored",
  failureTitle: "Values for readOnly attributes in a PUT are taken over or refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-readonly-ignored", "7643-3.1-meta-read-only", "7643-3.1-id-read-only", "7643-3.1-id-stable", "7643-3.1-meta-created"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["put-takes-client-meta", "put-refuses-readonly", "put-changes-id", "put-resets-created"],
  mutates: "own-resources",
  remedy: "Ignore id, meta and every readOnly attribute in the body of a PUT.",
  async run({ scim, given, expect, type }) {
    const made = await given.resource(type);
    const before = await scim.get(made);
    const bogus = { resourceType: "Nonsense", created: "2001-01-01T00:00:00Z", location: "https://example.com/elsewhere" };
    const response = await scim.replace(made, { ...made.sent, id: made.id, meta: bogus });
    const ignored = expect.of("7644-3.5.1-put-readonly-ignored");
    if (!ignored.that(response.ok, { message: `PUT with a client's meta is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) return;
    const after = await scim.get(made);
    for (const name of ["resourceType", "created", "location"] as const) {
      const pointer = `/meta/${name}`;
      const taken = equal(at(after.json, pointer), bogus[name]);
      for (const id of ["7644-3.5.1-put-readonly-ignored", "7643-3.1-meta-read-only"]) expect.of(id).that(!taken, { message: `meta.${name} was taken over from the PUT`, expected: at(before.json, pointer) ?? null, actual: at(after.json, pointer) ?? null, at: after, pointer });
    }
    expect.of("7643-3.1-meta-created").that(equal(at(after.json, "/meta/created"), at(before.json, "/meta/created")), { message: "meta.created moved with a PUT", expected: at(before.json, "/meta/created") ?? null, actual: at(after.json, "/meta/created") ?? null, at: after, pointer: "/meta/created" });
    const other = await scim.replace(made, { ...made.sent, id: `${made.id}-changed` });
    // The RFC's own error example refuses such a body (P35).
    if (!other.ok) expect.of("7644-3.5.1-put-readonly-ignored", "replace/body-id-refused").that(false, { message: `a PUT whose id differs from the URL is answered with ${other.status}`, expected: "success", actual: other.status, at: other, pointer: "status" });
    const still = await scim.get(made);
    for (const [id, answer] of [["7643-3.1-id-read-only", other], ["7643-3.1-id-stable", still], ["7643-3.1-id-stable", response]] as const) {
      const got = answer.object?.["id"];
      expect.of(id).that(!answer.ok || got === undefined || got === made.id, { message: `the id changed to ${JSON.stringify(got)} with a PUT`, expected: made.id, actual: got ?? null, at: answer, pointer: "/id" });
    }
  },
});
