import { capability, check } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural, optionalText } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.2-patch-partial-update";

export default check({
  id: "patch/several-operations",
  title: "A PATCH applies all of its operations, each to its own target",
  failureTitle: "A PATCH applies only some of its operations",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-later-operations-dropped"],
  mutates: "own-resources",
  remedy: "Apply every operation of the array.",
  async run(context) {
    const { expect, given } = context;
    const text = optionalText(context);
    const { name, types, element } = aPlural(context);
    const [first, second, third] = [element(given.unique(), types[0]), element(given.unique(), types[1]), element(given.unique(), types[2])];
    const held = await holding(context, { [text]: `old ${given.unique()}`, [name]: [first, second] });
    const value = `new ${given.unique()}`;
    const operations = [
      { op: "replace", path: text, value },
      { op: "remove", path: `${name}[type eq "${types[0]}"]` },
      { op: "add", path: name, value: [third] },
    ];
    const list = [second, third];
    const done = await apply(context, held, operations, { id: ID, what: "PATCH with a replace, a remove and an add", shows: (r) => member(r, text) === value && showsExactly(r, name, list) });
    if (!done) return;
    expect.of(ID).at(done.after, `/${text}`).equals(value);
    exactly(context, ID, done, name, list, `after PATCH with a remove and an add ${name} does not show exactly the values that it should`);
    untouched(context, ID, done, [`/${text}`, `/${name}`]);
  },
});
