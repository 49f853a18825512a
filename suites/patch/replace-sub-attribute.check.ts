import { capability, check } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

const ID = "7644-3.5.2.3-replace-single";

export default check({
  id: "patch/replace-sub-attribute",
  title: "PATCH replace of a sub-attribute changes it and leaves its siblings",
  failureTitle: "PATCH replace of a sub-attribute does not change it, or loses its siblings",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2.3-replace-purpose"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-sub-attribute-drops-siblings", "patch-replace-sub-attribute-ignored"],
  mutates: "own-resources",
  remedy: "Store the value at the part that the path names behind the dot, and leave the other parts.",
  async run(context) {
    const { expect, given } = context;
    const { name, sub, others, derived } = aComplex(context);
    const held = await holding(context, { [name]: { ...others, [sub]: `Old ${given.unique()}` } });
    const [value, pointer] = [`New ${given.unique()}`, `/${name}/${sub}`];
    const done = await apply(context, held, [{ op: "replace", path: `${name}.${sub}`, value }], { id: ID, what: `PATCH replace of ${name}.${sub}`, shows: (r) => at(r, pointer) === value });
    if (!done) return;
    expect.of(ID).at(done.after, pointer).equals(value);
    untouched(context, "7644-3.5.2.3-replace-purpose", done, [pointer, ...derived]);
  },
});
