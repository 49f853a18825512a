import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";

export default check({
  id: "patch/value-filter-target",
  title: "A value filter behind an attribute that has no list of values is refused, and changes nothing",
  failureTitle: "A value filter behind a simple attribute is ignored, or breaks the server",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-incompatible-op-error"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-filter-on-simple-500", "patch-filter-on-simple-ignored"],
  mutates: "own-resources",
  remedy: "Answer a path with a value filter on an attribute that is not multi-valued and complex with 400 invalidPath.",
  async run({ scim, given, expect, target, type, skip }) {
    const name = freeText(target, type);
    if (name === null) skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
    const made = await given.resource(type, { [name ?? ""]: "before" });
    const before = (await scim.get(made)).object ?? {};
    const response = await scim.patch(made, [{ op: "replace", path: `${name ?? ""}[value eq "other"]`, value: "after" }]);
    const read = await scim.get(made);
    const judge = expect.of("7644-3.5.2-incompatible-op-error");
    judge.status(response, "client-error");
    judge.that(changedElsewhere(before, read.object ?? {}, []).length === 0, { message: `a filter that the value of ${name ?? ""} does not match changed it`, expected: "before", actual: read.object?.[name ?? ""] ?? null, at: read, pointer: `/${name ?? ""}` });
  },
});
