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
    // Each form has values of its own: a service may want them unique although no schema says so.
    const fresh = () => ({ first: found.value(given.unique()), second: found.value(given.unique()), added: found.value(given.unique()) });
    type Values = ReturnType<typeof fresh>;
    const forms = [
      { id: "7644-3.5.2-primary-flip", words: "add of a new primary value", operation: ({ added }: Values) => ({ op: "add", path: name, value: [found.element(added, { primary: true })] }), chosen: "added" },
      { id: "7644-3.5.2-primary-flip", words: "add without path", operation: ({ added }: Values) => ({ op: "add", value: { [name]: [found.element(added, { primary: true })] } }), chosen: "added" },
      { id: "7644-3.5.2.3-example-primary-reset", words: "replace of primary with true", operation: ({ second }: Values) => ({ op: "replace", path: `${name}[value eq "${second}"].primary`, value: true }), chosen: "second" },
      { id: "7644-3.5.2.3-example-primary-reset", words: "replace of a value by a primary one", operation: ({ second }: Values) => ({ op: "replace", path: `${name}[value eq "${second}"]`, value: found.element(second, { primary: true }) }), chosen: "second" },
    ] as const;
    for (const form of forms) {
      const { id, words } = form;
      const own = fresh();
      const [operation, chosen] = [form.operation(own), own[form.chosen]];
      const made = await given.resource(type, { [name]: [found.element(own.first, { primary: true }), found.element(own.second)] });
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
