import { capability, check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { extension } from "./change-targets.ts";

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
    const { expect, given } = context;
    const { urn, field, sibling, siblingValue } = extension(context);
    const held = await holding(context, { [urn]: { [field]: `old ${given.unique()}`, [sibling]: siblingValue } });
    const [value, path, pointer] = [`new ${given.unique()}`, `${urn}:${field}`, `/${urn}/${field}`];
    const shown = (r: typeof held.before): boolean => {
      const container = member(r, urn);
      return isObject(container) && member(container, field) === value;
    };
    const done = await apply(context, held, [{ op: "replace", path, value }], { id: ID, what: `PATCH replace of ${path}`, shows: shown });
    if (!done) return;
    expect.of(ID).that(shown(done.after), { message: `${path} was replaced by PATCH and reads differently`, expected: value, actual: member(done.after, urn) ?? null, at: done.read, pointer });
    nothingElse(context, ID, held.fixture, done, [pointer]);
  },
});
