import { check, attribute, capability } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { answer, patchOp, series, untouched } from "./support.ts";
import { elements } from "./values.ts";

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
    const id = "7644-3.5.2-no-modify-readonly-immutable";
    const ops = ["add", "replace"];
    const steps = await series(context, () => given.user(), (user) => ops.map((op) => patchOp([{ op, value: { id: alteredId(user.id), meta: { created: "2001-01-01T00:00:00Z", resourceType: "Nonsense" } } }])));
    for (const [i, step] of steps.entries()) {
      const { response } = step;
      expect.of(id).that(response.status < 500, { message: `${ops[i]} without path, with id and meta, is answered with ${response.status}`, expected: "success or 400", actual: response.status, at: response, pointer: "status" });
      untouched(context, id, step, [], `${ops[i]} without path, with id and meta,`);
    }
    const groupType = target.type("Group");
    const user = steps[0]?.made;
    if (!user || !groupType || target.attribute(groupType, "members") === undefined) return;
    const group = await given.group();
    for (const op of ops) await answer(context, user, [{ op, value: { groups: [{ value: group.id }] } }]);
    const [after, read] = [await scim.get(user), await scim.get(group)];
    expect.of(id).that(after.object === undefined || !elements(after.object, "groups").some((g) => g["value"] === group.id), { message: "add or replace without path put the user into a group by its readOnly attribute groups", expected: "no groups", actual: after.object?.["groups"] ?? null, at: after, pointer: "/groups" });
    expect.of(id).that(!elements(read.object, "members").some((m) => m["value"] === user.id), { message: "add or replace without path, with groups, made the user a member of the group", expected: "no such member", actual: read.object?.["members"] ?? null, at: read, pointer: "/members" });
  },
});
