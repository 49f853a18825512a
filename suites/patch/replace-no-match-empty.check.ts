import { capability, check } from "../../src/engine/api.ts";
import { answer, current, holding } from "./support.ts";
import { aPlural } from "./targets.ts";
import { items } from "./values.ts";

const ID = "7644-3.5.2.3-replace-filter-no-match";

export default check({
  id: "patch/replace-no-match-empty",
  title: "PATCH replace with a value filter on an attribute without values is refused with 400 noTarget",
  failureTitle: "PATCH replace with a value filter on an attribute without values succeeds",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-no-match"],
  detects: ["patch-replace-filter-on-empty-creates"],
  mutates: "own-resources",
  remedy: "Answer 400 with scimType noTarget. Creating the value is tolerated here: replace of what does not exist is add (P09).",
  async run(context) {
    const { expect, given, skip } = context;
    const { name, types, element } = aPlural(context);
    const held = await holding(context, {});
    if (items(await current(context, held), name).length > 0) skip(`a new ${context.type.name} has values of ${name} already`);
    const path = `${name}[type eq "${types[0]}"].value`;
    const response = await answer(context, held, [{ op: "replace", path, value: element(given.unique(), types[0]).value }]);
    const detail = { message: `PATCH replace of ${path} is answered with ${response.status} although there are no ${name}`, expected: "400 noTarget", actual: response.status, at: response, pointer: "status" };
    if (response.ok) expect.of(ID, "patch/replace-filter-on-empty").that(false, detail);
    else if (expect.of(ID).that(response.status === 400, detail)) expect.of(ID, "patch/replace-no-match-keyword").at(response, "/scimType").equals("noTarget");
  },
});
