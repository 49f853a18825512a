import { capability, check } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { apply, holding, reads, untouched } from "./support.ts";
import { anExtension } from "./targets.ts";

const ID = "7644-3.5.2.3-replace-single";

export default check({
  id: "patch/replace-extension-attribute",
  title: "PATCH replace of an extension attribute changes it and leaves its siblings",
  failureTitle: "PATCH replace of an extension attribute does not change it, or loses its siblings",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-extension-drops-siblings", "patch-replace-extension-ignored"],
  mutates: "own-resources",
  remedy: "Store the value at the attribute of the extension that the path names, and leave the others.",
  async run(context) {
    const { given } = context;
    const { urn, name, path, pointer, beside } = anExtension(context);
    const held = await holding(context, { [urn]: { [name]: `old ${given.unique()}`, ...beside } });
    const value = `new ${given.unique()}`;
    const done = await apply(context, held, [{ op: "replace", path, value }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => at(r, pointer) === value });
    if (!done) return;
    reads(context, ID, done, pointer, (v) => v === value, `${path} was replaced by PATCH and reads differently`, value);
    untouched(context, ID, done, [pointer]);
  },
});
