import { check } from "../../src/engine/api.ts";
import { choosePlural, noPlural, withValue } from "./plural.ts";

export default check({
  id: "multi-valued/type-label",
  title: "type is a label that the server keeps, maps or refuses",
  failureTitle: "type is not treated as a label: it becomes something else, or breaks the request",
  for: "each-resource-type",
  verifies: ["7643-2.4-type-label"],
  after: ["create/created", "multi-valued/values-kept"],
  detects: ["multi-valued-type-as-number", "multi-valued-unknown-type-500"],
  mutates: "own-resources",
  remedy: "Return type as the string that labels the value; store, map or refuse (400) labels that you do not know.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["type"]);
    if (!found) return skip(noPlural(type, ["type"]));
    const { name, labels } = found;
    const label = expect.of("7643-2.4-type-label");
    for (const sent of [...labels.slice(0, 1), "scimspec-label"]) {
      const value = found.value(given.unique());
      const response = await scim.create(type, given.body(type, { [name]: [found.element(value, { type: sent })] }));
      label.that(response.status < 500, { message: `${name} with type ${sent} is answered with ${response.status}`, expected: "success, or 400", actual: response.status, at: response, pointer: "status" });
      const shown = response.ok ? withValue(response.object, name, value)?.["type"] : undefined;
      if (shown !== undefined && shown !== null) label.that(typeof shown === "string", { message: `${name} was sent with type ${sent} and shows ${JSON.stringify(shown)}`, expected: "a label", actual: shown, at: response, pointer: `/${name}/0/type` });
    }
  },
});
