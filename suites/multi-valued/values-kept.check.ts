import { check } from "../../src/engine/api.ts";
import { choosePlural, elementsOf, noPlural, withValue } from "./plural.ts";

export default check({
  id: "multi-valued/values-kept",
  title: "Every value of a multi-valued attribute is kept, or its loss is shown in the answer",
  failureTitle: "Values of a multi-valued attribute are lost",
  for: "each-resource-type",
  verifies: ["7644-3.3-create-server-may-alter", "7644-3.1-response-reflects-state"],
  after: ["create/created", "create/round-trip"],
  detects: ["email-type-and-primary-invented", "multi-valued-keeps-first"],
  mutates: "own-resources",
  remedy: "Keep all values of an attribute that is declared multi-valued, with the type that the client gives; where you cannot, show in the answer what was stored.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["type"]);
    if (!found || found.labels.length < 2) return skip(noPlural(type, ["type"]));
    const { name, labels } = found;
    const sent = [labels[1] ?? "", labels[labels.length - 1] ?? ""].map((label) => ({ value: found.value(given.unique()), label }));
    const made = await given.resource(type, { [name]: sent.map(({ value, label }) => found.element(value, { type: label })) });
    const read = await scim.settled(() => scim.get(made), (r) => elementsOf(r.object, name).length >= sent.length);
    for (const { value, label } of sent) {
      const [said, stored] = [withValue(made.created.object, name, value), withValue(read.object, name, value)];
      const at = { at: read, pointer: `/${name}`, actual: [...elementsOf(read.object, name)] };
      if (made.created.object) expect.of("7644-3.1-response-reflects-state").that(!said || stored !== undefined, { message: `the answer to the POST shows ${value} among ${name}, GET does not`, expected: value, ...at });
      const kept = expect.of("7644-3.3-create-server-may-alter", "create/value-lost");
      kept.that(stored !== undefined, { message: `${name} was sent with ${sent.length} values; ${value} is lost`, expected: value, ...at });
      const shown = stored?.["type"];
      if (typeof shown === "string") kept.that(shown.toLowerCase() === label.toLowerCase(), { message: `${value} was sent with type ${label} and has type ${shown}`, expected: label, ...at });
    }
  },
});
