import { capability, check } from "../../src/engine/api.ts";
import { holding, send, unchanged } from "./change-support.ts";
import { plural } from "./change-targets.ts";

const ID = "7644-3.5.2.2-remove-filter-no-match";

export default check({
  id: "patch/remove-no-match",
  title: "PATCH remove with a filter that matches nothing changes nothing",
  failureTitle: "PATCH remove with a filter that matches nothing changes something, or is answered with neither success nor 400",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-remove-no-match-404", "patch-remove-no-match-removes-all"],
  mutates: "own-resources",
  remedy: "Answer with success and change nothing, or refuse with 400 noTarget (P08).",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = plural(context);
    const held = await holding(context, { [name]: [element(types[0], given.unique()), element(types[1], given.unique())] });
    const response = await send(context, held.fixture, [{ op: "remove", path: `${name}[value eq "${element(types[0], given.unique()).value}"]` }]);
    const judge = expect.of(ID);
    if (judge.that(response.ok || response.status === 400, { message: `PATCH remove of a value that ${name} does not have is answered with ${response.status}`, expected: "success, or 400 noTarget", actual: response.status, at: response, pointer: "status" })) judge.observe(response.ok ? "a removal that matches nothing succeeds" : "a removal that matches nothing is refused", { at: response });
    await unchanged(context, ID, held);
  },
});
