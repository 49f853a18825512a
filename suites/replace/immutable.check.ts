import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "replace/immutable",
  title: "PUT cannot change an immutable value, and can set one that has none",
  failureTitle: "PUT changes an immutable value, or cannot set one that has none",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-immutable-must-match", "7644-3.5.1-put-immutable-mismatch-400", "7644-3.5.1-put-immutable-first-value", "7643-7-mutability-immutable-no-update"],
  needs: [capability("put")],
  after: ["replace/values", "create/immutable-settable"],
  detects: ["put-changes-immutable", "put-immutable-ignored", "put-immutable-first-value-lost"],
  mutates: "own-resources",
  remedy: "Refuse a PUT with another value for an immutable attribute with 400 mutability; accept the first value.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = target.attributes(type).find((a) => !a.extension && a.mutability === "immutable" && a.type === "string" && !a.multiValued && a.returned !== "never" && a.canonicalValues.length === 0 && target.maySend(type, a.name));
    if (!found) skip(`the schema of ${type.name} has no immutable string attribute (/Schemas)`);
    const name = found?.name ?? "";
    const value = given.unique();
    const made = await given.resource(type, { [name]: value });
    const same = await scim.replace(made, { ...made.sent, [name]: value });
    expect.of("7644-3.5.1-put-immutable-must-match").that(same.ok, { message: `PUT with the unchanged ${name} is answered with ${same.status}`, expected: "success", actual: same.status, at: same, pointer: "status" });
    const other = await scim.replace(made, { ...made.sent, [name]: given.unique() });
    const read = await scim.get(made);
    for (const id of ["7644-3.5.1-put-immutable-must-match", "7643-7-mutability-immutable-no-update"]) expect.of(id).that(read.object?.[name] === value, { message: `PUT changed the immutable ${name}`, expected: value, actual: read.object?.[name] ?? null, at: read, pointer: `/${name}` });
    expect.of("7644-3.5.1-put-immutable-mismatch-400").that(other.status === 400 && other.object?.["scimType"] === "mutability", { message: `PUT with another value for the immutable ${name} is answered with ${other.status}`, expected: "400 mutability", actual: other.object?.["scimType"] ?? other.status, at: other, pointer: "status" });
    const bare = await given.resource(type, {});
    if (found?.required || !isUnassigned(bare.body[name])) return;
    const first = given.unique();
    const set = await scim.replace(bare, { ...bare.sent, [name]: first });
    const after = await scim.get(bare);
    expect.of("7644-3.5.1-put-immutable-first-value").that(set.ok && after.object?.[name] === first, { message: `the first value of the immutable ${name} was not taken from PUT (${set.status})`, expected: first, actual: after.object?.[name] ?? null, at: set, pointer: `/${name}` });
  },
});
