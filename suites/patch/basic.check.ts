import { check, capability } from "../../src/engine/api.ts";
import { current, reads, untouched } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/basic",
  title: "PATCH replaces one attribute and leaves everything else alone",
  failureTitle: "PATCH does not replace an attribute, or changes others as well",
  for: "each-resource-type",
  verifies: ["7644-3.2-patch-partial-update", "7644-3.5.2.3-replace-single", "7644-3.5.2.3-replace-purpose"],
  needs: [capability("patch")],
  after: ["create/created"],
  provides: ["patch"],
  detects: ["patch-advertised-but-501", "patch-replace-single-ignored", "patch-unrelated-attribute-corrupts-email", "patch-attribute-copied-into-complex-siblings", "patch-resets-omitted"],
  mutates: "own-resources",
  remedy: "Apply the operations of a PATCH to the stored resource: change the attribute that the path names, and keep all others as they are.",
  async run(context) {
    const { scim, given, expect, type } = context;
    const name = aText(context);
    const made = await given.filled(type);
    const before = await current(context, made);
    const value = `changed ${given.unique()}`;
    // Sent as it is: elsewhere a server without PATCH blocks, here it is judged.
    const response = await scim.patch(made, [{ op: "replace", path: name, value }]);
    const update = expect.of("7644-3.2-patch-partial-update");
    if (!update.that(response.ok, { message: `PATCH that replaces ${name} is answered with ${response.status}`, expected: "200 or 204", actual: response.status, at: response, pointer: "status" })) return;
    const after = await scim.settled(() => scim.get(made), (r) => r.object?.[name] === value);
    const step = { made, before, response, after, now: after.object ?? {} };
    for (const id of ["7644-3.2-patch-partial-update", "7644-3.5.2.3-replace-single", "7644-3.5.2.3-replace-purpose"]) reads(context, id, step, `/${name}`, (v) => v === value, `PATCH replaced ${name} with success, but it reads differently`, value);
    untouched(context, "7644-3.2-patch-partial-update", step, [`/${name}`], `PATCH of ${name} also`);
  },
});
