import { check, capability } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { lacks, text } from "./support.ts";

export default check({
  id: "patch/basic",
  title: "PATCH replaces one attribute and leaves everything else alone",
  failureTitle: "PATCH does not replace an attribute, or changes others as well",
  for: "each-resource-type",
  verifies: ["7644-3.2-patch-partial-update"],
  needs: [capability("patch")],
  after: ["create/created"],
  provides: ["patch"],
  detects: ["patch-advertised-but-501", "patch-unrelated-attribute-corrupts-email", "patch-attribute-copied-into-complex-siblings", "patch-resets-omitted"],
  mutates: "own-resources",
  remedy: "Apply the operations of a PATCH to the stored resource: change the attribute that the path names, and keep all others as they are.",
  async run({ scim, given, expect, target, type, skip }) {
    const name = text(target, type);
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const made = await given.filled(type);
    const before = (await scim.get(made)).object ?? {};
    const value = `changed ${given.unique()}`;
    const response = await scim.patch(made, [{ op: "replace", path: name, value }]);
    const update = expect.of("7644-3.2-patch-partial-update");
    if (!update.that(response.ok, { message: `PATCH that replaces ${name} is answered with ${response.status}`, expected: "200 or 204", actual: response.status, at: response, pointer: "status" })) return;
    const read = await scim.settled(() => scim.get(made), (r) => r.object?.[name] === value);
    update.that(read.object?.[name] === value, { message: `PATCH replaced ${name} with success, but it reads differently`, expected: value, actual: read.object?.[name] ?? null, at: read, pointer: `/${name}` });
    const moved = changedElsewhere(before, read.object ?? {}, [`/${name}`]);
    update.that(moved.length === 0, { message: `PATCH of ${name} also changed ${moved.join(", ")}`, expected: `a change of ${name} alone`, actual: [...moved], at: read, pointer: moved[0] ?? "" });
  },
});
