import { capability, check } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding } from "./support.ts";
import { aPlural } from "./targets.ts";
import { items } from "./values.ts";

const ID = "7644-3.5.2.3-replace-filter-match";

export default check({
  id: "patch/replace-filtered-partly",
  title: "PATCH replace with a value filter and a part of the value keeps what the filter names",
  failureTitle: "PATCH replace with a value filter and a part of the value loses what the filter names",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-filtered"],
  detects: ["patch-valuepath-object-replaces-whole-element", "patch-replace-filter-ignored"],
  mutates: "own-resources",
  remedy: "Merge the sub-attributes given into the matching value (P14).",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = aPlural(context);
    const [first, second] = [element(given.unique(), types[0]), element(given.unique(), types[1])];
    const held = await holding(context, { [name]: [first, second] });
    const { value } = element(given.unique(), types[0]);
    const path = `${name}[type eq "${types[0]}"]`;
    const changed = (r: JsonObject) => items(r, name).find((e) => isObject(e) && member(e, "value") === value);
    const done = await apply(context, held, [{ op: "replace", path, value: { value } }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => changed(r) !== undefined });
    if (!done) return;
    const found = changed(done.now);
    const detail = { expected: { value, type: types[0] }, actual: [...items(done.now, name)], at: done.after, pointer: `/${name}` };
    if (!expect.of(ID).that(found !== undefined, { ...detail, message: `after PATCH replace of ${path} no value of ${name} is the new one` })) return;
    const kept = isObject(found) && member(found, "type") === types[0];
    expect.of(ID).observe(kept ? "replace with a value filter merges a partial value into the match" : "replace with a value filter makes the match exactly the value given", { at: done.after });
    expect.of(ID, "patch/filter-attribute-lost").that(kept, { ...detail, message: `PATCH replace of ${path} with a value that names no type took the type away` });
  },
});
