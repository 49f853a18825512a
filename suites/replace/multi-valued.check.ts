import { check, attribute, capability } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "replace/multi-valued",
  title: "PUT of a multi-valued attribute leaves the new values only",
  failureTitle: "PUT of a multi-valued attribute mixes old and new values",
  for: "User",
  verifies: ["7644-3.5.1-put-replaces-values"],
  needs: [capability("put"), attribute.writable("User", "emails")],
  after: ["replace/values"],
  detects: ["put-merges-multi-valued"],
  mutates: "own-resources",
  remedy: "Replace the whole list of values by the one in the body.",
  async run({ scim, given, expect, type, require }) {
    const [first, second] = [`${given.unique()}@example.com`, `${given.unique()}@example.com`];
    const made = await given.resource(type, { emails: [{ value: first, type: "work" }] });
    const response = await scim.replace(made, { ...made.sent, emails: [{ value: second, type: "home" }] });
    require(response.ok, "replace", `PUT is answered with ${response.status}`);
    const read = await scim.get(made);
    const emails = read.object?.["emails"];
    const found = Array.isArray(emails) ? (emails as Json[]).map((e) => (isObject(e) ? (e["value"] ?? null) : e)) : [];
    const shown = found.map((v) => String(v).toLowerCase());
    // A service may always list its own address of the user besides.
    expect.of("7644-3.5.1-put-replaces-values").that(shown.includes(second.toLowerCase()) && !shown.includes(first.toLowerCase()), { message: "after PUT the e-mail addresses are not exactly those of the body", expected: [second], actual: found, at: read, pointer: "/emails" });
  },
});
