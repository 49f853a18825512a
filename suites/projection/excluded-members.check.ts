import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "projection/excluded-members",
  title: "excludedAttributes=members returns groups without their members",
  failureTitle: "excludedAttributes=members returns the members all the same",
  for: "Group",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param", "7644-3.9-excluded-minus-default"],
  needs: [capability("projection"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "projection/excluded"],
  detects: ["excludedattributes-members-ignored"],
  mutates: "own-resources",
  remedy: "Honour excludedAttributes=members: directories read large groups this way.",
  async run({ scim, given, expect, target, type, skip }) {
    if (target.attribute(type, "members")?.returned === "always") skip("the schema says that members is always returned (/Schemas)");
    const group = await given.group({ members: [{ value: (await given.user()).id }] });
    const answers = [await scim.get(group, { query: { excludedAttributes: "members" } })];
    const filter = `id eq ${JSON.stringify(group.id)}`;
    const listed = target.supports("filter") === false ? null : await scim.list(type, { filter, excludedAttributes: "members" });
    // A server may decline filters by id, with or without projection.
    if (listed && (listed.ok || (await scim.list(type, { filter })).ok)) answers.push(listed);
    for (const response of answers) {
      const [shown = response.object] = response.resources;
      for (const id of ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param", "7644-3.9-excluded-minus-default"]) {
        expect.of(id).that(response.ok && isUnassigned(shown?.["members"]), { message: `${response.method} with excludedAttributes=members returns members (${response.status})`, expected: "no members", actual: shown?.["members"] ?? response.status, at: response, pointer: response.resources.length > 0 ? "/Resources/0/members" : "/members" });
      }
    }
  },
});
