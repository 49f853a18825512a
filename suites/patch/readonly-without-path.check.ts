import { check, attribute, capability } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { elements, empty, send, untouched } from "./support.ts";

export default check({
  id: "patch/readonly-without-path",
  title: "An operation without path does not change readOnly attributes either",
  failureTitle: "An operation without path changes readOnly attributes",
  for: "User",
  verifies: ["7644-3.5.2-no-modify-readonly-immutable"],
  needs: [capability("patch"), attribute.exists("User", "userName")],
  after: ["patch/readonly"],
  detects: ["patch-readonly-guard-bypassed-without-path", "patch-meta-without-path"],
  mutates: "own-resources",
  remedy: "Check mutability attribute by attribute, also for those inside the value of an operation without path: refuse them or ignore them.",
  async run(context) {
    const { scim, given, expect, target } = context;
    const user = await given.user();
    const id = "7644-3.5.2-no-modify-readonly-immutable";
    for (const op of ["add", "replace"]) {
      const step = await send(context, user, [{ op, value: { id: alteredId(user.id), meta: { created: "2001-01-01T00:00:00Z", resourceType: "Nonsense" } } }]);
      expect.of(id).that(step.response.status < 500, { message: `${op} without path, with id and meta, is answered with ${step.response.status}`, expected: "success or 400", actual: step.response.status, at: step.response, pointer: "status" });
      untouched(context, id, step, [], `${op} without path, with id and meta,`);
    }
    const groupType = target.type("Group");
    if (!groupType || target.attribute(groupType, "members") === undefined || target.type("User") === undefined) return;
    const group = await given.group();
    for (const op of ["add", "replace"]) {
      const step = await send(context, user, [{ op, value: { groups: [{ value: group.id }] } }]);
      expect.of(id).that(empty(step.now, "/groups"), { message: `${op} without path put the user into a group by its readOnly attribute groups`, expected: "no groups", actual: step.now["groups"] ?? null, at: step.after, pointer: "/groups" });
      const read = await scim.get(group);
      expect.of(id).that(!elements(read.object, "members").some((m) => m["value"] === user.id), { message: `${op} without path, with groups, made the user a member of the group`, expected: "no such member", actual: read.object?.["members"] ?? null, at: read, pointer: "/members" });
    }
  },
});
