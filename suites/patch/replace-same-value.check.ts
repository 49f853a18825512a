import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-single";

export default check({
  id: "patch/replace-same-value",
  title: "PATCH replace with the value that is there already succeeds",
  failureTitle: "PATCH replace with the value that is there already is refused",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2-success-200-or-204"],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-single"],
  detects: ["patch-noop-returns-400"],
  mutates: "own-resources",
  remedy: "Answer 200 or 204 although nothing changes.",
  async run(context) {
    const { expect, given } = context;
    const name = simple(context);
    const value = `same ${given.unique()}`;
    const held = await holding(context, { [name]: value });
    const done = await apply(context, held, [{ op: "replace", path: name, value }], { id: ID, what: `PATCH replace of ${name} with its own value`, shows: () => true });
    const status = done?.response.status ?? null;
    expect.of("7644-3.5.2-success-200-or-204").that(status === 200 || status === 204, { message: status === null ? "a PATCH that changes nothing is refused" : `a PATCH that changes nothing is answered with ${status}`, expected: "200 or 204", actual: status });
    if (done) nothingElse(context, ID, held.fixture, done, []);
  },
});
