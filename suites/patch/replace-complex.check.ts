import { capability, check } from "../../src/engine/api.ts";
import { at, covers, member } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

const ID = "7644-3.5.2.3-replace-complex-merge";

export default check({
  id: "patch/replace-complex",
  title: "PATCH replace of a complex attribute changes the parts given and leaves the others",
  failureTitle: "PATCH replace of a complex attribute loses the parts that are not given",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2.3-replace-no-path"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-complex-drops-siblings", "patch-replace-complex-ignored"],
  mutates: "own-resources",
  remedy: "Merge the sub-attributes of the value into the complex attribute.",
  async run(context) {
    const { expect, given } = context;
    const { name, sub, others, derived } = aComplex(context);
    const held = await holding(context, { [name]: { ...others, [sub]: `Old ${given.unique()}` } });
    const pointer = `/${name}/${sub}`;
    for (const path of [name, null]) {
      const value = `New ${given.unique()}`;
      const [part, where] = [{ [sub]: value }, path === null ? "without a path" : `of ${name}`];
      const operation = path === null ? { op: "replace", value: { [name]: part } } : { op: "replace", path, value: part };
      const done = await apply(context, held, [operation], { id: path === null ? "7644-3.5.2.3-replace-no-path" : ID, what: `PATCH replace ${where} with ${sub} alone`, shows: (r) => at(r, pointer) === value });
      if (!done) continue;
      expect.of(ID).at(done.after, pointer).equals(value);
      // Other parts: the sentence speaks of a path that names the complex attribute (P13).
      const code = path === null ? "patch/complex-replaced-whole-without-path" : "patch/complex-replaced-whole";
      const [kept, now] = [member(done.before, name), member(done.now, name)];
      const ok = expect.of(ID, code).that(covers(now, { ...others }), { message: `PATCH replace ${where} gives ${sub} alone, and other parts of ${name} changed`, expected: kept ?? null, actual: now ?? null, at: done.after, pointer: `/${name}` });
      untouched(context, ID, done, [`/${name}`, ...derived]);
      if (!ok) return;
    }
  },
});
