import { check, capability } from "../../src/engine/api.ts";
import { insists } from "./insists.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { lacks, plural, text } from "./targets.ts";
import { elements, empty } from "./values.ts";

export default check({
  id: "patch/null-and-empty",
  title: "null and [] in a PATCH mean that the attribute has no value",
  failureTitle: "null or [] in a PATCH is refused or has no effect, or an attribute set to null cannot be given a value",
  for: "each-resource-type",
  verifies: ["7643-2.5-null-empty-unassigned-equivalent", "7643-2.5-assign-null-unassigns", "7644-3.5.2.1-add-missing-attribute"],
  needs: [capability("patch")],
  after: ["patch/basic", "create/null-and-empty"],
  detects: ["patch-null-refused", "patch-null-ignored", "patch-null-attribute-not-addable", "patch-empty-array-ignored"],
  mutates: "own-resources",
  remedy: "Treat null and [] as the absence of a value, both in operations and in stored resources.",
  async run(context) {
    const { given, target, type, skip } = context;
    const [name, list] = [text(target, type), plural(target, type)];
    if (name === null || target.attribute(type, name)?.required || (type.isGroup && name.toLowerCase() === "displayname")) return skip(lacks(type, "optional text attribute"));
    const pointer = `/${name}`;
    const clears = list !== null && target.attribute(type, list.name)?.required === false;
    const made = await given.resource(type, { [name]: null, ...(clears ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const value = `new ${given.unique()}`;
    const added = await send(context, made, [{ op: "add", path: name, value }]);
    for (const id of ["7644-3.5.2.1-add-missing-attribute", "7643-2.5-null-empty-unassigned-equivalent"]) {
      if (succeeded(context, id, added, `add of ${name}, created as null,`)) reads(context, id, added, pointer, (v) => v === value, `${name} was created as null, then added, and reads differently`, value);
    }
    const cleared = await send(context, made, [{ op: "replace", path: name, value: null }]);
    if (succeeded(context, "7643-2.5-null-empty-unassigned-equivalent", cleared, `replace of ${name} with null`)) {
      reads(context, "7643-2.5-assign-null-unassigns", cleared, pointer, () => empty(cleared.now, pointer), `${name} was replaced with null and still has a value`, "no value");
      untouched(context, "7643-2.5-assign-null-unassigns", cleared, [pointer], `replace of ${name} with null`);
    }
    if (!clears || elements(cleared.now, list.name).length === 0) return;
    const emptied = await send(context, made, [{ op: "replace", path: list.name, value: [] }]);
    const code = emptied.response.ok ? undefined : await insists(context, list.name, (path) => ({ op: "replace", path, value: [] }))(emptied.response);
    if (succeeded(context, "7643-2.5-null-empty-unassigned-equivalent", emptied, `replace of ${list.name} with []`, code)) reads(context, "7643-2.5-assign-null-unassigns", emptied, `/${list.name}`, () => empty(emptied.now, `/${list.name}`), `${list.name} was replaced with [] and still has values`, "no value");
  },
});
