import { capability, check } from "../../src/engine/api.ts";
import { apply, exactly, holding, showsExactly } from "./change-support.ts";
import { plural } from "./change-targets.ts";

const ID = "7644-3.5.2.2-remove-complex-filter";

export default check({
  id: "patch/remove-several-matches",
  title: "PATCH remove takes away all values that the filter matches",
  failureTitle: "PATCH remove leaves some of the values that the filter matches",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-filter-updates-first-match-only"],
  mutates: "own-resources",
  remedy: "Delete every value that matches the filter in brackets, not only the first.",
  async run(context) {
    const { given } = context;
    const { name, types, element } = plural(context);
    const mark = `old-${given.unique()}`;
    const [first, second, third] = [element(types[0], `${mark}a`), element(types[1], `${mark}b`), element(types[2], given.unique())];
    const held = await holding(context, { [name]: [first, second, third] });
    const path = `${name}[value sw "${mark}"]`;
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => showsExactly(r, name, [third]) });
    if (done) exactly(context, ID, done, name, [third], `the filter of PATCH remove matches two of three values of ${name}, and ${name} does not show exactly the third`);
  },
});
