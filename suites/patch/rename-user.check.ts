import { check, attribute, capability } from "../../src/engine/api.ts";

export default check({
  id: "patch/rename-user",
  title: "PATCH renames a user, and the id stays",
  failureTitle: "PATCH does not rename a user, or changes its id",
  for: "User",
  verifies: ["7644-3.5.2.3-replace-single"],
  needs: [capability("patch"), attribute.writable("User", "userName")],
  after: ["patch/basic"],
  detects: ["patch-rename-ignored"],
  mutates: "own-resources",
  remedy: "Store the new userName and keep the id.",
  async run({ scim, given, expect, type, skip }) {
    const made = await given.user();
    const old = String(made.sent["userName"]);
    const fresh = given.body(type)["userName"] ?? given.value("userName", type);
    const response = await scim.patch(made, [{ op: "replace", path: "userName", value: fresh }]);
    // A name may be bound to a domain or to an account elsewhere: whoever refuses says so in the config (fixed).
    if (response.status === 403 || (response.status === 400 && ["mutability", "invalidValue", undefined].includes(response.object?.["scimType"] as string | undefined))) skip(`the server does not let clients change userName (${response.status})`);
    const judge = expect.of("7644-3.5.2.3-replace-single");
    if (!judge.status(response, "success")) return;
    const read = await scim.get(made);
    const name = read.object?.["userName"];
    judge.that(typeof name === "string" && name.toLowerCase() === String(fresh).toLowerCase() && read.object?.["id"] === made.id, { message: `after a PATCH of userName to ${String(fresh)} the user reads ${JSON.stringify(name) ?? "nothing"}`, expected: fresh, actual: name ?? null, at: read, pointer: "/userName" });
    const next = await scim.create(type, given.body(type, { userName: old }));
    // The RFC frees the names of deleted resources alone; a service may keep an old name as an alias.
    judge.observe(`the old userName is ${next.ok ? "free again" : `answered with ${next.status}`} after the user was renamed`, { at: next });
  },
});
