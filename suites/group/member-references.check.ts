import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { elementFor, urlOf } from "./members.ts";

export default check({
  id: "group/member-references",
  title: "$ref of members and of groups leads to the resource that value names",
  failureTitle: "$ref of members or of groups is missing, or leads to another resource than value names",
  for: "Group",
  verifies: ["7643-4.2-members-ref-uri", "7643-2.4-ref-target-uri", "7643-4.1.2-groups-ref-uri"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "group/members", "attributes/reference-resolution"],
  detects: ["group-member-ref-wrong", "group-member-ref-missing", "group-user-ref-wrong"],
  mutates: "own-resources",
  remedy: "Return $ref beside value, as the URL of the resource with that id.",
  async run({ scim, given, expect, target }) {
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const read = await scim.settled(() => scim.get(group), (r) => elementFor(r.object, "members", user.id) !== undefined);
    const back = await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", group.id) !== undefined);
    const places = [
      { name: "members", id: user.id, response: read, requirement: "7643-4.2-members-ref-uri", missing: "group/member-ref-missing" },
      { name: "groups", id: group.id, response: back, requirement: "7643-4.1.2-groups-ref-uri", missing: "group/user-ref-missing" },
    ] as const;
    for (const { name, id, response, requirement, missing } of places) {
      const element = elementFor(response.object, name, id);
      // Whether the membership is shown at all is judged by group/members and group/user-groups.
      if (!element) {
        expect.of("7643-2.4-ref-target-uri").observe(`${name} does not show ${id}`, { at: response, pointer: `/${name}` });
        continue;
      }
      const ref = element["$ref"];
      const at = { at: response, pointer: `/${name}` };
      if (ref === undefined || ref === null) {
        expect.of(requirement, missing).that(false, { message: `an element of ${name} has no $ref`, expected: "the URI of the resource", actual: null, ...at });
        continue;
      }
      const url = urlOf(ref, target);
      const found = url === null ? null : await scim.get(url);
      for (const r of [requirement, "7643-2.4-ref-target-uri"]) expect.of(r).that(url === null ? typeof ref === "string" : found?.object?.["id"] === id, { message: `$ref ${JSON.stringify(ref)} in ${name} does not lead to the resource with the id ${id} (${found?.status ?? "not followed"})`, expected: id, actual: found?.object?.["id"] ?? found?.status ?? ref, ...at });
    }
  },
});
