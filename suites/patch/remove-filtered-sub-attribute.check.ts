import { capability, check } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding } from "./support.ts";
import { aPlural } from "./targets.ts";
import { exactly, items, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.2-remove-complex-filter";

export default check({
  id: "patch/remove-filtered-sub-attribute",
  title: "PATCH remove of a sub-attribute of the values that a filter matches leaves the rest of them",
  failureTitle: "PATCH remove of a sub-attribute behind a filter deletes the whole value, or nothing",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-remove-filtered-sub-removes-element", "patch-remove-filtered-sub-ignored"],
  mutates: "own-resources",
  remedy: 'Let emails[type eq "work"].display take away the display of the matching values and leave the values.',
  async run(context) {
    const { expect, given, skip } = context;
    const { name, types, element, display } = aPlural(context);
    if (!display) skip(`the schema has no ${name}.display that clients may change (/Schemas)`);
    const [first, second] = [element(given.unique(), types[0]), element(given.unique(), types[1])];
    const label = `Label ${given.unique()}`;
    const held = await holding(context, { [name]: [{ ...first, display: label }, { ...second, display: label }] });
    const labelled = (r: JsonObject): number => items(r, name).filter((e) => isObject(e) && member(e, "display") === label).length;
    const path = `${name}[type eq "${types[0]}"].display`;
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => showsExactly(r, name, [first, second]) && labelled(r) === 1 });
    if (!done) return;
    if (!exactly(context, ID, done, name, [first, { ...second, display: label }], `PATCH remove of ${path} changed more than the display of one value`)) return;
    expect.of(ID).that(labelled(done.now) === 1, { message: `PATCH remove of ${path} left the display as it was`, expected: "one value without the old display", actual: [...items(done.now, name)], at: done.after, pointer: `/${name}` });
  },
});
