import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, reads, send, series, succeeded } from "./support.ts";
import { lacks } from "./targets.ts";
import { isUnassigned } from "../../src/scim/value.ts";

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
    const { given, target, type, skip } = context;
    const found = target.attributes(type).find((a) => !a.extension && a.mutability === "immutable" && a.type === "string" && !a.multiValued && a.returned === "default" && a.canonicalValues.length === 0 && target.maySend(type, a.name));
    if (!found) return skip(lacks(type, "immutable text attribute"));
    const { name } = found;
    const pointer = `/${name}`;
    const first = given.unique();
    const made = await given.resource(type, found.required ? { [name]: first } : {});
    // A value that every resource of the run carries leaves no room for a first one.
    if (!found.required && !isUnassigned(made.body[name])) return skip(`${type.name} is created with a value of ${name}`);
    if (!found.required) {
      const step = await send(context, made, [{ op: "add", path: name, value: first }]);
      const code = "patch/immutable-first-value-refused";
      if (!succeeded(context, "7644-3.5.2-add-immutable-first-value", step, `add of the first value of the immutable ${name}`, code)) return;
      if (!reads(context, "7644-3.5.2-add-immutable-first-value", step, pointer, (v) => v === first, `the first value of the immutable ${name} is not there`, first, code)) return;
    }
    const operations: readonly { readonly op: string; readonly path?: string; readonly value?: Json }[] = [{ op: "replace", path: name, value: given.unique() }, { op: "add", path: name, value: given.unique() }, { op: "add", value: { [name]: given.unique() } }, { op: "remove", path: name }];
    const fresh = [made];
    const steps = await series(context, async () => fresh.pop() ?? given.resource(type, { [name]: first }), operations.map((o) => patchOp([{ ...o }])));
    for (const [i, step] of steps.entries()) {
      const operation = operations[i] ?? { op: "" };
      const what = `${operation.op} ${operation.path === undefined ? "without path " : ""}of the immutable ${name}`;
      if (!reads(context, "7644-3.5.2-no-modify-readonly-immutable", step, pointer, (v) => v === first, `${what} changed it`, first)) return;
      // Without path the resource is the target, and a server may ignore what cannot change (P06).
      if (operation.path !== undefined) refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what, ignored: "patch/readonly-ignored", keywords: ["mutability"] });
    }
  },
});
