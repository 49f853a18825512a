import { check, capability } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { anExtension, complex } from "./targets.ts";

export default check({
  id: "patch/extension-object",
  title: "An operation without path may hold the object of an extension",
  failureTitle: "An operation without path that holds the object of an extension is refused or ignored",
  for: "any-resource-type",
  verifies: ["7644-3.5.2.1-add-no-path", "7644-3.5.2.3-replace-no-path"],
  needs: [capability("patch")],
  after: ["patch/add-without-path", "schema/characteristics"],
  detects: ["patch-extension-object-ignored", "patch-replace-no-path-extension-ignored", "patch-extension-object-refused", "patch-dotted-key-ignored", "patch-dotted-key-flattened"],
  mutates: "own-resources",
  remedy: "Read the value of an operation without path like a resource: attributes of an extension stand in an object under its URN. Dotted names and URN-qualified names should work too, or be refused.",
  async run(context) {
    const { given, expect, target, type } = context;
    const { urn, name, pointer, container, path } = anExtension(context);
    const whole = complex(target, type);
    const made = await given.resource(type, whole ? { [whole.name]: whole.others } : {});
    for (const op of ["add", "replace"]) {
      const value = `${op} ${given.unique()}`;
      const step = await send(context, made, [{ op, value: { [urn]: { [name]: value } } }]);
      const id = op === "add" ? "7644-3.5.2.1-add-no-path" : "7644-3.5.2.3-replace-no-path";
      if (!succeeded(context, id, step, `${op} without path, with an object for ${urn},`)) continue;
      reads(context, id, step, pointer, (v) => v === value, `${op} without path, with an object for the extension, has no effect`, value);
      untouched(context, id, step, [container], `${op} of the extension`);
    }
    // Entra ID writes these; the RFC gives them no meaning (P19).
    const keys = [[path, pointer, [container]] as const, ...(whole ? [[`${whole.name}.${whole.sub}`, `/${whole.name}/${whole.sub}`, whole.derived] as const] : [])];
    for (const [key, place, derived] of keys) {
      const value = `key ${given.unique()}`;
      const step = await send(context, made, [{ op: "add", value: { [key]: value } }]);
      const { response } = step;
      expect.of("7644-3.5.2.1-add-no-path").that(response.status < 500, { message: `the key ${key} in an operation without path is answered with ${response.status}`, expected: "success or 400", actual: response.status, at: response, pointer: "status" });
      if (response.ok) reads(context, "7644-3.5.2.1-add-no-path", step, place, (v) => v === value, `the key ${key} in an operation without path is answered with ${response.status}, but has no effect`, value, "patch/key-without-effect");
      const stray = changedElsewhere(step.before, step.now, [place, ...derived]);
      expect.of("7644-3.5.2.1-add-no-path", "patch/key-under-invented-name").that(stray.length === 0, { message: `the key ${key} changed ${stray.join(", ")}`, expected: `a change of ${place} alone`, actual: [...stray], at: step.after, pointer: stray[0] ?? "" });
    }
  },
});
