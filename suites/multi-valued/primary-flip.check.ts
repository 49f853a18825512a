import { capability, check } from "../../src/engine/api.ts";
import { choosePlural, elementsOf, noPlural, primaries } from "./plural.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "multi-valued/primary-flip",
  title: "PATCH that makes a value primary ends the primary state of the others",
  failureTitle: "PATCH that makes a value primary leaves another one primary, or is refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-primary-flip", "7644-3.5.2.3-example-primary-reset"],
  needs: [capability("patch")],
  after: ["multi-valued/primary-kept", "create/undeclared-uniqueness"],
  detects: ["multi-valued-primary-not-reset-by-add", "multi-valued-primary-not-reset-by-replace", "multi-valued-primary-patch-refused"],
  mutates: "own-resources",
  remedy: "When a PATCH sets primary to true on one value, set it to false on all other values of the attribute.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["primary"]);
    if (!found) return skip(noPlural(type, ["primary"]));
    const { name } = found;
    const [first, second] = [found.value(given.unique()), found.value(given.unique())];
    const elements = () => [found.element(first, { primary: true }), found.element(second)];
    const added = found.value(given.unique());
    const fresh = found.element(added, { primary: true });
    const forms = [
      { id: "7644-3.5.2-primary-flip", words: "add of a new primary value", operation: { op: "add", path: name, value: [fresh] }, chosen: added },
      { id: "7644-3.5.2-primary-flip", words: "add without path", operation: { op: "add", value: { [name]: [fresh] } }, chosen: added },
      { id: "7644-3.5.2.3-example-primary-reset", words: "replace of primary with true", operation: { op: "replace", path: `${name}[value eq "${second}"].primary`, value: true }, chosen: second },
      { id: "7644-3.5.2.3-example-primary-reset", words: "replace of a value by a primary one", operation: { op: "replace", path: `${name}[value eq "${second}"]`, value: found.element(second, { primary: true }) }, chosen: second },
    ];
    for (const { id, words, operation, chosen } of forms) {
      const made = await given.resource(type, { [name]: elements() });
      if (primaries(made.body, name).length !== 1 || elementsOf(made.body, name).length !== 2) skip(`the server does not keep two values of ${name} with one primary: multi-valued/primary-kept and values-kept judge that`);
      const response = await scim.patch(made, [operation]);
      const reason = notOffered(response, "PATCH");
      if (reason !== null) skip(reason);
      const flip = expect.of(id);
      if (!flip.that(response.ok, { message: `${words} (${name}) is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) continue;
      const read = await scim.get(made);
      const marked = primaries(read.object, name);
      flip.that(marked.length === 1 && String(marked[0]).toLowerCase() === chosen.toLowerCase(), { message: `after ${words} the primary values of ${name} are ${marked.join(", ") || "none"}`, expected: [chosen], actual: [...marked], at: read, pointer: `/${name}` });
    }
  },
});
