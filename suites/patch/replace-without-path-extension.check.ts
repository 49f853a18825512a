import { capability, check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { extension } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-no-path";

export default check({
  id: "patch/replace-without-path-extension",
  title: "PATCH replace without a path takes values of an extension in the container named by its URN",
  failureTitle: "PATCH replace without a path refuses or ignores the values of an extension",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-without-path", "patch/replace-extension-attribute"],
  detects: ["patch-replace-no-path-extension-ignored"],
  mutates: "own-resources",
  remedy: "Read the value of a path-less operation like a resource: an extension's attributes sit in an object named by its URN (P19).",
  async run(context) {
    const { expect, given } = context;
    const { urn, field, sibling, siblingValue } = extension(context);
    const held = await holding(context, { [urn]: { [field]: `old ${given.unique()}`, [sibling]: siblingValue } });
    const value = `new ${given.unique()}`;
    const shown = (r: typeof held.before): boolean => {
      const container = member(r, urn);
      return isObject(container) && member(container, field) === value;
    };
    const done = await apply(context, held, [{ op: "replace", value: { [urn]: { [field]: value } } }], { id: ID, what: `PATCH replace of ${field} in the container ${urn} without a path`, shows: shown });
    if (!done) return;
    expect.of(ID).that(shown(done.after), { message: `${urn}:${field} was replaced by PATCH without a path and reads differently`, expected: value, actual: member(done.after, urn) ?? null, at: done.read, pointer: `/${urn}/${field}` });
    // Whether the siblings stay is not said: the container is no attribute of the resource.
    nothingElse(context, ID, held.fixture, done, [`/${urn}`]);
  },
});
