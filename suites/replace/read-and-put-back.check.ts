import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { covers } from "../../src/scim/value.ts";

export default check({
  id: "replace/read-and-put-back",
  title: "What GET returns can be changed and sent back with PUT",
  failureTitle: "What GET returns cannot be sent back with PUT, or other attributes change",
  for: "each-resource-type",
  verifies: ["7644-3.1-put-readonly-no-need-to-strip", "7644-3.5.1-client-may-get-then-put"],
  needs: [capability("put")],
  after: ["replace/values", "create/immutable-settable"],
  detects: ["put-refuses-readonly", "put-loses-other-attributes"],
  mutates: "own-resources",
  remedy: "Ignore readOnly attributes such as id, meta and groups in the body of a PUT, and change nothing but what differs.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.filled(type);
    const before = await scim.get(made);
    if (!before.object) return void expect.of("7644-3.1-put-readonly-no-need-to-strip").that(true, { message: "nothing to send back" });
    const name = freeText(target, type);
    const value = `new ${given.unique()}`;
    // What is required and never shown, a client has to know by itself.
    const hidden = Object.fromEntries(target.attributes(type).flatMap((a) => (a.required && a.returned === "never" && made.sent[a.name] !== undefined ? [[a.name, made.sent[a.name] ?? null]] : [])));
    const response = await scim.replace(made, { ...before.object, ...hidden, ...(name === null ? {} : { [name]: value }) });
    if (!expect.of("7644-3.1-put-readonly-no-need-to-strip").that(response.ok, { message: `PUT of what GET returned is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) return;
    expect.of("7644-3.5.1-client-may-get-then-put").observe("what GET returned was accepted by PUT", { at: response });
    const after = await scim.get(made);
    for (const member of Object.keys(before.object)) {
      // What only the server sets may move with any write.
      if (member === "meta" || member === name || member === "schemas" || target.attribute(type, member)?.mutability === "readOnly") continue;
      expect.of("7644-3.5.1-client-may-get-then-put", "replace/other-attribute-changed").that(covers(after.object?.[member], before.object[member]), { message: `${member} changed although the PUT sent it as it was`, expected: before.object[member] ?? null, actual: after.object?.[member] ?? null, at: after, pointer: `/${member}` });
    }
  },
});
