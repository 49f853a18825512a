import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { complex, lacks, plural } from "./targets.ts";
import { elements } from "./values.ts";

export default check({
  id: "patch/path-forms",
  title: "Paths to an attribute, a sub-attribute, the values that a filter selects, and their sub-attributes work",
  failureTitle: "One of the forms of a path does not work",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-grammar", "7644-3.5.2-path-examples"],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-filter-value-with-dot-misparsed", "patch-value-path-refused", "patch-sub-attribute-path-refused"],
  mutates: "own-resources",
  remedy: "Support all forms of RFC 7644 section 3.5.2: attribute, attribute.sub, attribute[filter], attribute[filter].sub. What stands in quotes inside a filter is opaque.",
  async run(context) {
    const { given, target, type, skip } = context;
    const [whole, list] = [complex(target, type), plural(target, type)];
    if (!whole && !list) return skip(lacks(type, "complex attribute that a client can change"));
    const dotted = list?.element(`a.b.${given.unique()}`, list.types[0]);
    const made = await given.resource(type, { ...(whole ? { [whole.name]: whole.others } : {}), ...(list && dotted ? { [list.name]: [dotted] } : {}) });
    const judge = async (path: string, value: string, pointer: string, derived: readonly string[], until: Parameters<typeof reads>[4]): Promise<void> => {
      const step = await send(context, made, [{ op: "replace", path, value }]);
      for (const id of ["7644-3.5.2-path-grammar", "7644-3.5.2-path-examples"]) if (!succeeded(context, id, step, `the path ${path}`)) return;
      reads(context, "7644-3.5.2-path-grammar", step, pointer, until, `the path ${path} is accepted, but the value reads differently`, value);
      untouched(context, "7644-3.5.2-path-grammar", step, [pointer, ...derived], `PATCH of ${path}`);
    };
    if (whole) {
      const value = `new ${given.unique()}`;
      await judge(`${whole.name}.${whole.sub}`, value, `/${whole.name}/${whole.sub}`, whole.derived, (v) => v === value);
    }
    if (!list || elements(made.body, list.name)[0]?.["value"] !== dotted?.["value"]) return;
    const filters = [`type eq "${list.types[0]}"`, `value eq "${String(dotted?.["value"])}"`];
    for (const filter of filters.reverse()) {
      const value = String(list.element(given.unique())["value"]);
      await judge(`${list.name}[${filter}].value`, value, `/${list.name}`, [], (v) => elements({ v: v ?? null }, "v")[0]?.["value"] === value && elements({ v: v ?? null }, "v").length === 1);
    }
    const next = list.element(given.unique(), list.types[0]);
    const step = await send(context, made, [{ op: "replace", path: `${list.name}[type eq "${list.types[0]}"]`, value: next }]);
    for (const id of ["7644-3.5.2-path-grammar", "7644-3.5.2-path-examples"]) succeeded(context, id, step, `the path ${list.name}[type eq "${list.types[0]}"]`);
  },
});
