import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { idsIn, words } from "./members.ts";

export default check({
  id: "group/list-shows-members",
  title: "A list shows the same members of a group as a read of the group",
  failureTitle: "A list shows other members of a group than a read of the group",
  for: "Group",
  verifies: ["7644-3.4-default-returned-set", "7643-7-returned-default", "7643-4.2-members-meaning"],
  needs: [capability("filter"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "group/members", "group/nested"],
  detects: ["group-list-omits-nested-members", "group-list-without-members"],
  mutates: "own-resources",
  remedy: "Return members with all its values in lists too, or declare it with returned request.",
  async run({ scim, given, expect, target, type, skip }) {
    const returned = target.attribute(type, "members")?.returned ?? "default";
    if (returned !== "default" && returned !== "always") skip(`the schema declares members with returned ${returned} (/Schemas)`);
    const [user, inner] = [await given.user(), await given.group()];
    const nested = await scim.create(type, given.body(type, { members: [{ value: user.id }, { value: inner.id }] }));
    const group = nested.ok && typeof nested.object?.["id"] === "string" ? { id: nested.object["id"], name: nested.object["displayName"] } : await given.group({ members: [{ value: user.id }] }).then((g) => ({ id: g.id, name: g.body["displayName"] }));
    const read = await scim.get(`${type.endpoint}/${encodeURIComponent(group.id)}`);
    const ids = idsIn(read.object, "members");
    const find = () => scim.list(type, { filter: `displayName eq ${JSON.stringify(group.name)}` });
    const list = await scim.settled(find, (r) => r.resources.some((g) => g["id"] === group.id));
    const index = list.resources.findIndex((g) => g["id"] === group.id);
    if (index < 0) skip(`a filter on displayName does not find the group (${list.status}): the suite filter judges that`);
    const listed = idsIn(list.resources[index], "members");
    const detail = { message: `a read shows the members ${words(ids)}, a list shows ${words(listed)}`, expected: [...ids], actual: [...listed], at: list, pointer: `/Resources/${index}/members` };
    const same = ids.length === listed.length && ids.every((id) => listed.includes(id));
    if (listed.length === 0 && ids.length > 0) return void expect.of("7643-4.2-members-meaning", "group/list-without-members").that(false, detail);
    for (const id of ["7644-3.4-default-returned-set", "7643-7-returned-default", "7643-4.2-members-meaning"]) expect.of(id).that(same, detail);
  },
});
