import { check, published } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "schema/enforced",
  title: "A published schema describes what the server does",
  failureTitle: "The server does other than its published schema says",
  for: "each-resource-type",
  verifies: ["7643-7-schema-describes-attributes", "7643-2.2-default-canonical-values-none", "7643-2.2-default-type-string", "7643-8.7.2-canonical-values-must-when-applicable"],
  needs: [published("schemas")],
  after: ["create/created"],
  detects: ["schema-says-read-only", "schema-never-returned-shown", "free-value-refused"],
  mutates: "own-resources",
  remedy: "Publish what you do: mutability, returned and required as they are enforced.",
  async run({ scim, given, expect, target, type }) {
    const full = given.fullBody(type);
    const response = await scim.create(type, full);
    for (const a of target.attributes(type)) {
      if (a.extension || a.schema === "" || !response.ok) continue;
      const shown = response.object?.[a.name];
      if (a.returned === "never") expect.of("7643-7-schema-describes-attributes").that(isUnassigned(shown), { message: `${a.name} is published as returned never, and is returned`, expected: "not returned", actual: "(a value)", at: response, pointer: `/${a.name}` });
      if (a.mutability === "readOnly") expect.of("7643-7-schema-describes-attributes").that(true, { message: `${a.name} is judged by create/readonly-ignored` });
    }
    const name = freeText(target, type);
    if (name === null) return void expect.of("7643-7-schema-describes-attributes").that(true, { message: "no free text attribute to write" });
    const value = `Free ${given.unique()}`;
    const second = await scim.create(type, { ...given.body(type), [name]: value });
    for (const id of ["7643-2.2-default-canonical-values-none", "7643-2.2-default-type-string", "7643-8.7.2-canonical-values-must-when-applicable"]) expect.of(id, "schema/free-value-refused").that(second.status !== 400, { message: `a free value for ${name} is refused`, expected: "success", actual: second.object?.["detail"] ?? second.status, at: second, pointer: "status" });
    if (second.ok) expect.of("7643-7-schema-describes-attributes").that(!isUnassigned(second.object?.[name]), { message: `${name} is published as readWrite and returned by default, but is missing`, expected: value, actual: second.object?.[name] ?? null, at: second, pointer: `/${name}` });
  },
});
