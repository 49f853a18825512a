import { check } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "create/null-and-empty",
  title: "null and [] in a POST mean that the attribute has no value",
  failureTitle: "null or [] in a POST is refused, or gives the attribute a value",
  for: "each-resource-type",
  verifies: ["7643-2.5-null-empty-unassigned-equivalent", "7643-2.2-default-required-false"],
  after: ["create/created"],
  detects: ["create-null-refused", "create-empty-array-refused", "optional-attribute-demanded", "create-empty-group-rejected"],
  mutates: "own-resources",
  remedy: "Treat null and [] in a request like an absent attribute.",
  async run({ scim, given, expect, target, type }) {
    // displayName of a group counts as required whatever the schema prints (A36); active usually has a default.
    const optional = target.attributes(type).filter((a) => !a.extension && !a.required && a.mutability === "readWrite" && a.schema !== "" && target.maySend(type, a.name) && a.name.toLowerCase() !== "active" && !(type.isGroup && a.name.toLowerCase() === "displayname"));
    const cleared = Object.fromEntries(optional.map((a) => [a.name, a.multiValued ? [] : null]));
    const response = await scim.create(type, { ...given.body(type), ...cleared });
    const requiredAlone = () => given.body(type, Object.fromEntries(optional.filter((a) => a.name.toLowerCase() !== "externalid").map((a) => [a.name, undefined])));
    // Where a body without these members is refused as well, null is not what is wrong.
    const same = response.ok || response.status >= 500 || (await scim.create(type, requiredAlone())).ok;
    expect.of("7643-2.5-null-empty-unassigned-equivalent", same ? undefined : "create/required-unpublished").that(response.ok, { message: `null and [] for optional attributes are answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    if (response.ok) for (const a of optional) expect.of("7643-2.5-null-empty-unassigned-equivalent", "create/default-over-null").that(isUnassigned(response.object?.[a.name]), { message: `${a.name} was sent as ${a.multiValued ? "[]" : "null"} and has a value`, expected: "no value", actual: response.object?.[a.name] ?? null, at: response, pointer: `/${a.name}` });
    const minimal = await scim.create(type, requiredAlone());
    // A rule that the schema cannot express (one e-mail address, say) is told to the harness by a template.
    const ruled = !minimal.ok && minimal.status < 500 ? "create/required-unpublished" : undefined;
    expect.of("7643-2.2-default-required-false", ruled).that(minimal.ok, { message: `a ${type.name} with its required attributes alone is answered with ${minimal.status}`, expected: "success", actual: minimal.status, at: minimal, pointer: "status" });
  },
});
