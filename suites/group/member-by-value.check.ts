import { attribute, check, resourceType } from "../../src/engine/api.ts";

export default check({
  id: "group/member-by-value",
  title: "value alone names a member, unless the schema requires more",
  failureTitle: "value alone does not name a member, although the schema requires no more",
  for: "Group",
  verifies: ["7643-4.2-members-require-value-may"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/created", "create/group-members"],
  detects: ["group-member-type-demanded", "group-required-member-value-not-checked", "group-member-ref-alone-500"],
  mutates: "own-resources",
  remedy: "Accept members with value alone, or mark the other sub-attributes that you need as required in the Group schema; refuse (400) members that lack a required one.",
  async run({ scim, given, expect, target, type }) {
    const user = await given.user();
    // Groups as such must be possible.
    await given.group();
    const subs = target.attribute(type, "members")?.subAttributes ?? [];
    const required = subs.filter((s) => s.required).map((s) => s.name);
    const may = expect.of("7643-4.2-members-require-value-may");
    may.observe(required.length === 0 ? "the schema requires no sub-attribute of members" : `the schema requires ${required.join(", ")} of members`);
    if (required.every((name) => name === "value")) {
      const response = await scim.create(type, given.body(type, { members: [{ value: user.id }] }));
      expect.of("7643-4.2-members-require-value-may", "group/value-alone-refused").that(response.ok, { message: `a member given by value alone is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    }
    const byRef = await scim.create(type, given.body(type, { members: [{ $ref: user.url }] }));
    may.observe(`a member given by $ref alone is answered with ${byRef.status}`, { at: byRef });
    const fits = required.includes("value") ? !byRef.ok && byRef.status < 500 : byRef.status < 500;
    expect.of("7643-4.2-members-require-value-may", "group/required-not-checked").that(fits, { message: `a member given by $ref alone is answered with ${byRef.status}`, expected: required.includes("value") ? "400: the schema requires members.value" : "success, or 400", actual: byRef.status, at: byRef, pointer: "status" });
  },
});
