import { capability, check } from "../../src/engine/api.ts";
import { apply, nothingElse } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-single";

export default check({
  id: "patch/replace-single",
  title: "PATCH replace of a single value stores the new one, and changes nothing else",
  failureTitle: "PATCH replace of a single value does not store it, or changes something else",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2.3-replace-purpose", "7644-3.2-patch-partial-update"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-single-ignored", "patch-unrelated-attribute-corrupts-email", "patch-attribute-copied-into-complex-siblings"],
  mutates: "own-resources",
  remedy: "Store the value at the path, and leave every other attribute as it is.",
  async run(context) {
    const { expect, given, scim, type } = context;
    const name = simple(context);
    const fixture = await given.filled(type);
    const before = (await scim.settled(() => scim.get(fixture), (r) => r.ok)).object ?? fixture.body;
    const value = `new ${given.unique()}`;
    const done = await apply(context, { fixture, before }, [{ op: "replace", path: name, value }], { id: ID, what: `PATCH replace of ${name}`, shows: (r) => r[name] === value });
    if (!done) return;
    for (const id of [ID, "7644-3.5.2.3-replace-purpose"]) expect.of(id).at(done.read, `/${name}`).equals(value);
    nothingElse(context, "7644-3.2-patch-partial-update", fixture, done, [`/${name}`]);
  },
});
