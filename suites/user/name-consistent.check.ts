import { check, attribute } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "user/name-consistent",
  title: "A full name that the server puts together follows a change of its parts",
  failureTitle: "A full name that the server put together still shows the old parts after a change",
  for: "User",
  verifies: ["7643-4.1.1-name-variants-consistent"],
  needs: [attribute.writable("User", "name"), attribute.exists("User", "name.givenName")],
  after: ["user/name", "replace/values"],
  detects: ["name-formatted-stale"],
  mutates: "own-resources",
  remedy: "Build name.formatted anew whenever a part of the name changes and the client gives no formatted.",
  async run({ scim, given, expect, target, type, require, skip }) {
    const put = target.supports("put") !== false;
    if (!put && target.supports("patch") === false) skip("the server offers neither PUT nor PATCH");
    // No formatted is sent: what it reads is the server's own.
    const made = await given.resource(type, { name: { givenName: "Scimspecold", familyName: "Jensen" } });
    const response = put ? await scim.replace(made, { ...made.sent, name: { givenName: "Scimspecnew", familyName: "Jensen" } }) : await scim.patch(made, [{ op: "replace", path: "name.givenName", value: "Scimspecnew" }]);
    require(response.ok, put ? "replace" : "patch", `a change of name.givenName is answered with ${response.status}`);
    const read = await scim.settled(() => scim.get(made), (r) => at(r.json, "/name/givenName") === "Scimspecnew");
    const formatted = at(read.json, "/name/formatted");
    const stale = at(read.json, "/name/givenName") === "Scimspecnew" && typeof formatted === "string" && formatted.includes("Scimspecold");
    expect.of("7643-4.1.1-name-variants-consistent").that(!stale, { message: `name.givenName is Scimspecnew, and name.formatted is ${JSON.stringify(formatted)}`, expected: "the new name, or none", actual: formatted ?? null, at: read, pointer: "/name/formatted" });
  },
});
