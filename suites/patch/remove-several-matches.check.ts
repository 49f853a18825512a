import { capability, check } from "../../src/engine/api.ts";
import { apply, holding } from "./support.ts";
import { aPlural } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.2-remove-complex-filter";

export default check({
  id: "patch/remove-several-matches",
  title: "PATCH remove takes away all values that the filter matches",
  failureTitle: "PATCH remove leaves some of the values that the filter matches",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-filter-updates-first-match-only"],
  mutates: "own-resources",
  remedy: "Delete every value that matches the filter in brackets, not only the first.",
  async run(context) {
    const { given } = context;
    const { name, types, element } = aPlural(context);
    const mark = `old-${given.unique()}`;
    const [first, second, third] = [element(`${mark}a`, types[0]), element(`${mark}b`, types[1]), element(given.unique(), types[2])];
    const held = await holding(context, { [name]: [first, second, third] });
    const path = `${name}[value sw "${mark}"]`;
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => showsExactly(r, name, [third]) });
    if (done) exactly(context, ID, done, name, [third], `the filter of PATCH remove matches two of three values of ${name}, and ${name} does not show exactly the third`);
  },
});
