import { capability, check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { extension } from "./change-targets.ts";

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
    const { urn, field, sibling, siblingValue } = extension(context);
    const old = `old ${given.unique()}`;
    const held = await holding(context, { [urn]: { [field]: old, [sibling]: siblingValue } });
    const valueIn = (r: Parameters<typeof member>[0]): ReturnType<typeof member> => {
      const container = member(r, urn);
      return isObject(container) ? member(container, field) : undefined;
    };
    const path = `${urn}:${field}`;
    const done = await apply(context, held, [{ op: "remove", path }], { id: ID, what: `PATCH remove of ${path}`, shows: (r) => isUnassigned(valueIn(r)) });
    if (!done) return;
    const [said, left] = [valueIn(done.response.object), valueIn(done.after)];
    const pointer = `/${urn}/${field}`;
    expect.of(ID).that(left !== old, { message: `${path} was removed by PATCH and still reads ${JSON.stringify(left)}`, expected: "no value", actual: left ?? null, at: done.read, pointer });
    if (done.response.object) expect.of("7644-3.1-response-reflects-state").that(isUnassigned(said) === isUnassigned(left), { message: `the answer to the PATCH shows another ${field} than GET`, expected: left ?? null, actual: said ?? null, at: done.response, pointer });
    nothingElse(context, ID, held.fixture, done, [pointer]);
  },
});
