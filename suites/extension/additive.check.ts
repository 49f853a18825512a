import { capability, check } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { freeText } from "../../src/scim/sample.ts";
import { chooseExtension, noExtension, withExtension, withoutExtension } from "./choose.ts";

export default check({
  id: "extension/additive",
  title: "Core attributes keep their values when an extension comes and goes",
  failureTitle: "Core attributes lose their values when an extension comes or goes",
  for: "each-resource-type",
  verifies: ["7643-3.3-extensions-additive"],
  after: ["create/created", "extension/accepted", "replace/values"],
  detects: ["extension-displaces-core"],
  mutates: "own-resources",
  remedy: "Treat an extension as additional attributes; never let it replace or clear those of the base schema.",
  async run({ scim, given, expect, target, type, skip }) {
    const [found, text] = [chooseExtension(target, type), freeText(target, type)];
    if (!found || text === null) return skip(found ? `the schema of ${type.name} has no optional free text attribute (/Schemas)` : noExtension(type));
    const value = given.unique();
    const core = given.body(type, { [text]: value });
    const made = await given.resource(type, withExtension(core, found.urn, { [found.name]: given.unique() }));
    const steps: readonly (readonly [string, JsonObject | null])[] = [["created with the extension", null], ["replaced without the extension", withoutExtension(made.sent, found.urn)], ["replaced with the extension", made.sent]];
    for (const [words, body] of steps) {
      if (body !== null) {
        if (capability("put").test(target, type) !== true) return;
        const response = await scim.replace(made, body);
        // A refusal to leave the extension out, or to take it, is judged by extension/removed and extension/accepted.
        if (!response.ok) continue;
      }
      const read = await scim.settled(() => scim.get(made), (r) => r.object?.[text] === value);
      expect.of("7643-3.3-extensions-additive").that(read.object?.[text] === value, { message: `${text} of a ${type.name} that was ${words} is ${JSON.stringify(read.object?.[text]) ?? "missing"}`, expected: value, actual: read.object?.[text] ?? null, at: read, pointer: `/${text}` });
    }
  },
});
