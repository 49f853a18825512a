import { check, attribute, capability } from "../../src/engine/api.ts";

export default check({
  id: "patch/rename-user",
  title: "PATCH renames a user: the id stays, and the old name is free again",
  failureTitle: "PATCH does not rename a user, or keeps the old name taken",
  for: "User",
  verifies: ["7644-3.5.2.3-replace-single"],
  needs: [capability("patch"), attribute.writable("User", "userName")],
  after: ["patch/basic"],
  detects: ["patch-rename-ignored", "rename-keeps-old-name-taken"],
  mutates: "own-resources",
  remedy: "Store the new userName, keep the id, and release the old name.",
  async run({ scim, given, expect, target, type, skip }) {
    const made = await given.user();
    const old = String(made.sent["userName"]);
    const fresh = given.value("userName", type);
    const response = await scim.patch(made, [{ op: "replace", path: "userName", value: fresh }]);
    // A name may be bound to a domain or to an account elsewhere: whoever refuses says so in the config (fixed).
    if (response.status === 400 && response.object?.["scimType"] === "mutability") skip("the server does not let clients change userName (mutability)");
    const judge = expect.of("7644-3.5.2.3-replace-single");
    if (!judge.status(response, "success")) return;
    const read = await scim.get(made);
    const name = read.object?.["userName"];
    judge.that(typeof name === "string" && name.toLowerCase() === String(fresh).toLowerCase() && read.object?.["id"] === made.id, { message: `after a PATCH of userName to ${String(fresh)} the user reads ${JSON.stringify(name) ?? "nothing"}`, expected: fresh, actual: name ?? null, at: read, pointer: "/userName" });
    const next = await scim.create(type, given.body(type, { userName: old }));
    judge.that(next.status !== 409 || target.attribute(type, "userName")?.uniqueness === "none", { message: `the old userName ${old} is still taken after the user was renamed`, expected: 201, actual: next.status, at: next, pointer: "status" });
  },
});
