import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.3-replace-filter-match";

export default check({
  id: "patch/replace-filtered",
  title: "PATCH replace with a value filter replaces the matching value and leaves the others",
  failureTitle: "PATCH replace with a value filter does not replace the matching value, or changes others",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-replace-filter-touches-others", "patch-replace-filter-ignored", "patch-replace-filter-appends"],
  mutates: "own-resources",
  remedy: "Evaluate the filter in brackets against each value, and replace those that match.",
  async run(context) {
    const { given } = context;
    const { name, types, element } = aPlural(context);
    const [first, second, next] = [element(given.unique(), types[0]), element(given.unique(), types[1]), element(given.unique(), types[0])];
    const held = await holding(context, { [name]: [first, second] });
    const path = `${name}[type eq "${types[0]}"]`;
    const done = await apply(context, held, [{ op: "replace", path, value: next }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => showsExactly(r, name, [next, second]) });
    if (!done) return;
    exactly(context, ID, done, name, [next, second], `after PATCH replace of ${path}, ${name} does not show exactly the new value and the one that does not match`);
    untouched(context, ID, done, [`/${name}`]);
  },
});
