import { capability, check } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const ID = "7643-2.5-assign-null-unassigns";

export default check({
  id: "patch/replace-null",
  title: "PATCH replace with null clears an optional attribute",
  failureTitle: "PATCH replace with null is refused, or leaves the old value",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-single", "create/null-and-empty"],
  detects: ["patch-replace-null-refused", "patch-replace-null-ignored"],
  mutates: "own-resources",
  remedy: "Treat null as the value of a replace operation as unassigning the attribute.",
  async run(context) {
    const { expect, given } = context;
    const name = simple(context);
    const old = `old ${given.unique()}`;
    const held = await holding(context, { [name]: old });
    const done = await apply(context, held, [{ op: "replace", path: name, value: null }], { id: ID, what: `PATCH replace of ${name} with null`, shows: (r) => member(r, name) !== old });
    if (!done) return;
    const left = member(done.after, name);
    expect.of(ID).that(left !== old, { message: `${name} was set to null by PATCH and keeps its old value`, expected: "no value", actual: left ?? null, at: done.read, pointer: `/${name}` });
    nothingElse(context, ID, held.fixture, done, [`/${name}`]);
  },
});
