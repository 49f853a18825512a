import { capability, check } from "../../src/engine/api.ts";
import { holding, moved, send } from "./support.ts";
import { aPlural } from "./targets.ts";

const ID = "7644-3.5.2.3-replace-filter-no-match";

export default check({
  id: "patch/replace-no-match",
  title: "PATCH replace with a filter that matches nothing is refused with 400 noTarget",
  failureTitle: "PATCH replace with a filter that matches nothing succeeds, or is refused otherwise than with 400 noTarget",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-filtered"],
  detects: ["patch-replace-filter-no-match-adds-value", "patch-replace-no-match-ignored", "patch-replace-no-match-404", "patch-replace-no-match-keyword"],
  mutates: "own-resources",
  remedy: "Answer 400 with scimType noTarget, and change nothing.",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = aPlural(context);
    const held = await holding(context, { [name]: [element(given.unique(), types[0])] });
    const path = `${name}[type eq "${types[1]}"].value`;
    const step = await send(context, held, [{ op: "replace", path, value: element(given.unique(), types[1]).value }]);
    const { response } = step;
    const changed = moved(context, step, []);
    const detail = { message: `PATCH replace of ${path}, which matches nothing, is answered with ${response.status}`, expected: "400 noTarget", actual: response.status, at: response, pointer: "status" };
    // Creating the element is a known deviation on behalf of Entra ID (P09).
    if (response.ok && changed.length > 0) return void expect.of(ID, "patch/replace-no-match-creates").that(false, { ...detail, message: `PATCH replace of ${path}, which matches nothing, changed ${changed.join(", ")}`, at: step.after, pointer: `/${name}` });
    expect.of(ID).that(response.status === 400, detail);
    if (response.status === 400) expect.of(ID, "patch/replace-no-match-keyword").at(response, "/scimType").equals("noTarget");
    expect.of(ID).that(changed.length === 0, { message: `${changed.join(", ") || "nothing"} changed with a PATCH whose filter matches nothing`, expected: "nothing changed", actual: [...changed], at: step.after, pointer: `/${name}` });
  },
});
