import { check, attribute, capability } from "../../src/engine/api.ts";

export default check({
  id: "replace/active-kept",
  title: "A deactivated user stays deactivated when the profile is replaced",
  failureTitle: "Replacing the profile of a deactivated user reactivates it",
  for: "User",
  verifies: ["7644-3.5.1-put-replaces-values"],
  needs: [capability("put"), attribute.writable("User", "active")],
  after: ["replace/values"],
  detects: ["update-reactivates-user"],
  mutates: "own-resources",
  remedy: "Store active as the body of the PUT says.",
  async run({ scim, given, expect, type, skip, require }) {
    const made = await given.resource(type, { active: false });
    if (made.body["active"] !== false) skip("the server does not create a user that is not active: create/active-false judges that");
    const response = await scim.replace(made, { ...made.sent, displayName: `Changed ${given.unique()}` });
    require(response.ok, "replace", `PUT is answered with ${response.status}`);
    const read = await scim.get(made);
    expect.of("7644-3.5.1-put-replaces-values").at(read, "/active").equals(false);
  },
});
