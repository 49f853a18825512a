import { check, capability } from "../../src/engine/api.ts";
import { lacks, reads, refused, REFUSAL, send } from "./support.ts";

export default check({
  id: "patch/immutable",
  title: "PATCH cannot change or remove an immutable value, and can add the first one",
  failureTitle: "PATCH changes or removes an immutable value, or cannot add the first one",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-no-modify-readonly-immutable", "7644-3.5.2-add-immutable-first-value", "7644-3.5.2-incompatible-op-error", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-changes-immutable", "patch-immutable-first-value-refused", "patch-immutable-ignored"],
  mutates: "own-resources",
  remedy: "Refuse operations that change or remove a set immutable value with 400 mutability; accept add where the attribute has no value.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const found = target.attributes(type).find((a) => !a.extension && a.mutability === "immutable" && a.type === "string" && !a.multiValued && a.returned === "default" && a.canonicalValues.length === 0 && target.maySend(type, a.name));
    if (!found) return skip(lacks(type, "immutable text attribute"));
    const { name } = found;
    const pointer = `/${name}`;
    const first = given.unique();
    const made = await given.resource(type, found.required ? { [name]: first } : {});
    if (!found.required) {
      const step = await send(context, made, [{ op: "add", path: name, value: first }]);
      expect.of("7644-3.5.2-add-immutable-first-value", "patch/immutable-first-value-refused").that(step.response.ok, { message: `add of the first value of the immutable ${name} is answered with ${step.response.status}`, expected: "success", actual: step.response.status, at: step.response, pointer: "status" });
      if (!step.response.ok) return;
      if (!reads(context, "7644-3.5.2-add-immutable-first-value", step, pointer, (v) => v === first, `the first value of the immutable ${name} is not there`, first, "patch/immutable-first-value-refused")) return;
    }
    for (const operation of [{ op: "replace", path: name, value: given.unique() }, { op: "add", path: name, value: given.unique() }, { op: "add", value: { [name]: given.unique() } }, { op: "remove", path: name }]) {
      const what = `${operation.op} ${operation.path === undefined ? "without path " : ""}of the immutable ${name}`;
      const step = await send(context, made, [operation]);
      if (!reads(context, "7644-3.5.2-no-modify-readonly-immutable", step, pointer, (v) => v === first, `${what} changed it`, first)) return;
      // Without path the resource is the target, and a server may ignore what cannot change (P06).
      if (operation.path !== undefined) refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what, ignored: "patch/readonly-ignored", keywords: ["mutability"] });
    }
  },
});
