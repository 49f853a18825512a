import { capability, check } from "../../src/engine/api.ts";
import { holding, send, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";

const ID = "7644-3.5.2.2-remove-filter-no-match";

export default check({
  id: "patch/remove-no-match",
  title: "PATCH remove with a filter that matches nothing changes nothing",
  failureTitle: "PATCH remove with a filter that matches nothing changes something, or is answered with neither success nor 400",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/remove-value-filter"],
  detects: ["patch-remove-no-match-404", "patch-remove-no-match-removes-all"],
  mutates: "own-resources",
  remedy: "Answer with success and change nothing, or refuse with 400 noTarget (P08).",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = aPlural(context);
    const held = await holding(context, { [name]: [element(given.unique(), types[0]), element(given.unique(), types[1])] });
    const step = await send(context, held, [{ op: "remove", path: `${name}[value eq "${element(given.unique(), types[0]).value}"]` }]);
    const { response } = step;
    const judge = expect.of(ID);
    if (judge.that(response.ok || response.status === 400, { message: `PATCH remove of a value that ${name} does not have is answered with ${response.status}`, expected: "success, or 400 noTarget", actual: response.status, at: response, pointer: "status" })) judge.observe(response.ok ? "a removal that matches nothing succeeds" : "a removal that matches nothing is refused", { at: response });
    untouched(context, ID, step, [], "PATCH remove of a value that is not there");
  },
});
