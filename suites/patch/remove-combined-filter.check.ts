import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.2-remove-complex-filter";

export default check({
  id: "patch/remove-combined-filter",
  title: "PATCH remove with a filter of two conditions takes away what meets both",
  failureTitle: "PATCH remove with a filter of two conditions takes the wrong values away",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-remove-filter-and-as-or", "patch-remove-filter-and-refused"],
  mutates: "own-resources",
  remedy: 'Evaluate the whole filter against each value: path emails[type eq "work" and value ew "example.com"] deletes what meets both conditions.',
  async run(context) {
    const { given } = context;
    const { name, types, element, ending } = aPlural(context);
    const [first, second, third] = [element(given.unique(), types[0]), element(given.unique(), types[1]), element(given.unique(), types[2])];
    const held = await holding(context, { [name]: [first, second, third] });
    const path = `${name}[type eq "${types[0]}" and value ew "${ending}"]`;
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => showsExactly(r, name, [second, third]) });
    if (!done) return;
    exactly(context, ID, done, name, [second, third], `after PATCH remove of ${path}, ${name} does not show exactly the values that do not match`);
    untouched(context, ID, done, [`/${name}`]);
  },
});
