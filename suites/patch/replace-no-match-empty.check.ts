import { capability, check } from "../../src/engine/api.ts";
import { elementsOf, holding, send } from "./change-support.ts";
import { plural } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-filter-no-match";

export default check({
  id: "patch/replace-no-match-empty",
  title: "PATCH replace with a value filter on an attribute without values is refused with 400 noTarget",
  failureTitle: "PATCH replace with a value filter on an attribute without values succeeds",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-no-match"],
  detects: ["patch-replace-filter-on-empty-creates"],
  mutates: "own-resources",
  remedy: "Answer 400 with scimType noTarget. Creating the value is tolerated here: replace of what does not exist is add (P09).",
  async run(context) {
    const { expect, given, skip } = context;
    const { name, types, element } = plural(context);
    const held = await holding(context, {});
    if (elementsOf(held.before, name).length > 0) skip(`a new ${context.type.name} has values of ${name} already`);
    const path = `${name}[type eq "${types[0]}"].value`;
    const response = await send(context, held.fixture, [{ op: "replace", path, value: element(types[0], given.unique()).value }]);
    const detail = { message: `PATCH replace of ${path} is answered with ${response.status} although there are no ${name}`, expected: "400 noTarget", actual: response.status, at: response, pointer: "status" };
    if (response.ok) expect.of(ID, "patch/replace-filter-on-empty").that(false, detail);
    else if (expect.of(ID).that(response.status === 400, detail)) expect.of(ID, "patch/replace-no-match-keyword").at(response, "/scimType").equals("noTarget");
  },
});
