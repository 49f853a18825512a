import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { idsIn, words } from "./members.ts";

export default check({
  id: "group/unknown-member",
  title: "A member that does not exist is stored, left out or refused; other members stay",
  failureTitle: "A member that does not exist breaks the request, or the other members",
  for: "Group",
  verifies: ["7643-2.3.7-referential-integrity-may"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["group-unknown-member-500", "group-unknown-member-drops-all"],
  mutates: "own-resources",
  remedy: "Refuse an unknown member with 400 invalidValue, or keep the reference, or leave out this one alone.",
  async run({ scim, given, expect, type }) {
    const user = await given.user();
    const unknown = alteredId(user.id);
    const response = await scim.create(type, given.body(type, { members: [{ value: unknown }, { value: user.id }] }));
    const whole = expect.of("7643-2.3.7-referential-integrity-may", "group/broken-by-unknown-member");
    whole.that(response.status < 500, { message: `a group with a member that does not exist is answered with ${response.status}`, expected: "success, or 400", actual: response.status, at: response, pointer: "status" });
    const id = response.object?.["id"];
    if (!response.ok || typeof id !== "string") return expect.of("7643-2.3.7-referential-integrity-may").observe(`a member that does not exist is refused with ${response.status}`, { at: response });
    const read = await scim.settled(() => scim.get(`${type.endpoint}/${encodeURIComponent(id)}`), (r) => idsIn(r.object, "members").includes(user.id));
    const ids = idsIn(read.object, "members");
    whole.that(read.ok && ids.includes(user.id), { message: `the group was created with one known and one unknown member, and shows ${read.ok ? words(ids) : read.status}`, expected: user.id, actual: read.ok ? [...ids] : read.status, at: read, pointer: "/members" });
    expect.of("7643-2.3.7-referential-integrity-may").observe(ids.includes(unknown) ? "a member that does not exist is stored" : "a member that does not exist is left out", { at: read, pointer: "/members" });
  },
});
