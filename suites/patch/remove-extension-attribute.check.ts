import { capability, check } from "../../src/engine/api.ts";
import { at, isUnassigned } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { anExtension } from "./targets.ts";
import { empty } from "./values.ts";

const ID = "7644-3.5.2.2-remove-single";

export default check({
  id: "patch/remove-extension-attribute",
  title: "PATCH remove of an extension attribute takes it away, in the answer and in the store",
  failureTitle: "PATCH remove of an extension attribute does not last, or takes other values along",
  for: "each-resource-type",
  verifies: [ID, "7644-3.1-response-reflects-state"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-cleared-in-response-kept-in-store", "patch-remove-extension-attribute-drops-extension"],
  mutates: "own-resources",
  remedy: "Delete the stored value of the extension attribute that the path names, and leave its neighbours.",
  async run(context) {
    const { expect, given } = context;
    const { urn, name, path, pointer, beside } = anExtension(context);
    const old = `old ${given.unique()}`;
    const held = await holding(context, { [urn]: { [name]: old, ...beside } });
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => empty(r, pointer) });
    if (!done) return;
    const [said, left] = [done.response.object, at(done.now, pointer)];
    expect.of(ID).that(left !== old, { message: `${path} was removed by PATCH and still reads ${JSON.stringify(left) ?? "nothing"}`, expected: "no value", actual: left ?? null, at: done.after, pointer });
    if (said) expect.of("7644-3.1-response-reflects-state").that(empty(said, pointer) === isUnassigned(left), { message: `the answer to the PATCH shows another ${name} than GET`, expected: left ?? null, actual: at(said, pointer) ?? null, at: done.response, pointer });
    untouched(context, ID, done, [pointer]);
  },
});
