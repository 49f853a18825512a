import { capability, check } from "../../src/engine/api.ts";
import { at, isUnassigned } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

const ID = "7644-3.5.2.2-remove-single";

export default check({
  id: "patch/remove-sub-attribute",
  title: "PATCH remove of a sub-attribute leaves its siblings",
  failureTitle: "PATCH remove of a sub-attribute leaves it, or takes its siblings along",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2.2-remove-purpose"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-sub-attribute-drops-siblings", "patch-remove-sub-attribute-ignored"],
  mutates: "own-resources",
  remedy: "Take away only the part that the path names behind the dot.",
  async run(context) {
    const { expect, given } = context;
    const { name, sub, others, derived } = aComplex(context);
    const old = `Old ${given.unique()}`;
    const held = await holding(context, { [name]: { ...others, [sub]: old } });
    const pointer = `/${name}/${sub}`;
    const done = await apply(context, held, [{ op: "remove", path: `${name}.${sub}` }], { id: ID, what: `PATCH remove of ${name}.${sub}`, shows: (r) => at(r, pointer) !== old });
    if (!done) return;
    const left = at(done.now, pointer);
    expect.of(ID, left === "" ? "patch/removed-shown-empty" : undefined).that(isUnassigned(left), { message: `${name}.${sub} was removed by PATCH and still reads ${JSON.stringify(left) ?? "nothing"}`, expected: "no value", actual: left ?? null, at: done.after, pointer });
    untouched(context, "7644-3.5.2.2-remove-purpose", done, [pointer, ...derived]);
  },
});
