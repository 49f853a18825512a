import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { exactly, items, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.2-remove-multi-value-filter";

export default check({
  id: "patch/remove-value-filter",
  title: "PATCH remove with a filter on value takes exactly that value away, also the last one",
  failureTitle: "PATCH remove with a filter on value takes the wrong values away, or cannot remove the last one",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-filter-removes-all", "patch-remove-last-value-refused", "patch-remove-last-leaves-empty-element"],
  mutates: "own-resources",
  remedy: "Evaluate the filter in brackets against each value; delete those that match, and the attribute with the last of them.",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = aPlural(context);
    const [first, second] = [element(given.unique(), types[0]), element(given.unique(), types[1])];
    const held = await holding(context, { [name]: [first, second] });
    const remove = (value: string) => [{ op: "remove", path: `${name}[value eq "${value}"]` }];
    const one = await apply(context, held, remove(first.value), { id: ID, what: `PATCH remove of one value of ${name}`, shows: (r) => showsExactly(r, name, [second]) });
    if (!one) return;
    untouched(context, ID, one, [`/${name}`]);
    if (!exactly(context, ID, one, name, [second], `after PATCH remove of one value by a filter on value, ${name} does not show exactly the other one`)) return;
    const last = await apply(context, held, remove(second.value), { id: ID, what: `PATCH remove of the last value of ${name}`, shows: (r) => items(r, name).length === 0 });
    if (!last) return;
    const left = items(last.now, name);
    expect.of(ID).that(left.length === 0, { message: `the last value of ${name} was removed by PATCH, and ${name} still has values`, expected: "no value", actual: [...left], at: last.after, pointer: `/${name}` });
  },
});
