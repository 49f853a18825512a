import { check, capability } from "../../src/engine/api.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import type { Json } from "../../src/model/json.ts";
import { equalAsSets, member } from "../../src/scim/value.ts";

const WRONG: Partial<Record<AttributeInfo["type"], Json>> = { string: { not: "a string" }, complex: "not an object", integer: "many", boolean: { not: "a flag" }, dateTime: "yesterday" };

export default check({
  id: "replace/wrong-type",
  title: "A PUT with a value of the wrong JSON type is refused and changes nothing",
  failureTitle: "A PUT with a value of the wrong JSON type is stored, or breaks the server",
  for: "each-resource-type",
  verifies: ["7644-3.12-status-400"],
  needs: [capability("put")],
  after: ["replace/values", "errors/wrong-type"],
  detects: ["put-wrong-type-stored", "put-wrong-type-500"],
  mutates: "own-resources",
  remedy: "Check the JSON types of a PUT as those of a POST.",
  async run({ scim, given, expect, target, type, skip }) {
    const attributes = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.mutability === "readWrite" && a.returned === "default" && WRONG[a.type] !== undefined && target.mayChange(type, a.name));
    const chosen = [...new Map(attributes.map((a) => [a.type, a])).values()];
    if (chosen.length === 0) skip(`the schema of ${type.name} has no attribute for this (/Schemas)`);
    const made = await given.resource(type);
    for (const a of chosen) {
      const value = WRONG[a.type] ?? null;
      const sent: Json = a.multiValued ? [value] : value;
      const response = await scim.replace(made, { ...made.sent, [a.name]: sent });
      const read = response.ok ? await scim.get(made) : response;
      const stored = response.ok && equalAsSets(member(read.object, a.name), sent);
      const code = response.status === 422 ? "errors/status-422" : response.ok && !stored ? "errors/coerced" : undefined;
      expect.of("7644-3.12-status-400", code).that(response.status === 400, { message: `PUT with ${a.name} (${a.type}) as ${JSON.stringify(sent)} is answered with ${response.status}${stored ? " and stored" : ""}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    }
  },
});
