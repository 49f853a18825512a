import { check, attribute } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "user/active",
  title: "active can be set to false and back to true, and an inactive user stays readable",
  failureTitle: "active does not take the value that is written, or an inactive user cannot be read",
  for: "User",
  verifies: ["7643-4.1.1-active-boolean"],
  needs: [attribute.writable("User", "active")],
  after: ["user/singular-attributes", "replace/values"],
  detects: ["active-stays-true", "update-reactivates-user", "inactive-user-unreadable"],
  mutates: "own-resources",
  remedy: "Store active as it is written, and keep inactive users readable: deleting is DELETE's business.",
  async run({ scim, given, expect, target, type, skip }) {
    const put = target.supports("put") !== false;
    const patch = target.supports("patch") !== false;
    if (!put && !patch) skip("the server offers neither PUT nor PATCH");
    const made = await given.resource(type, { active: true });
    const judge = expect.of("7643-4.1.1-active-boolean");
    for (const [way, value] of [["PUT", false], ["PUT", true], ["PATCH", false], ["PATCH", true]] as const) {
      if (way === "PUT" ? !put : !patch) continue;
      const response = way === "PUT" ? await scim.replace(made, { ...made.sent, active: value }) : await scim.patch(made, [{ op: "replace", path: "active", value }]);
      // A refusal is honest; replace and patch are judged by their own checks.
      if (!response.ok) {
        judge.that(response.status < 500 || response.status === 501, { message: `${way} of active ${String(value)} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
        continue;
      }
      const read = await scim.settled(() => scim.get(made), (r) => member(r.object, "active") === value);
      if (!judge.that(read.ok, { message: `after active was set to ${String(value)} the user is answered with ${read.status}`, expected: 200, actual: read.status, at: read, pointer: "status" })) return;
      const got = member(read.object, "active");
      judge.that(got === value, { message: `${way} set active to ${String(value)}, and it reads ${JSON.stringify(got) ?? "nothing"}`, expected: value, actual: got ?? null, at: read, pointer: "/active" });
    }
  },
});
