import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { subject } from "./support.ts";

export default check({
  id: "projection/notation",
  title: "attributes takes names in any case, with the schema's URN in front, and ignores or refuses unknown ones",
  failureTitle: "attributes does not take qualified names or names in another case, or breaks on unknown ones",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.5-attributes-notation"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["attributes-param-case-sensitive", "attributes-qualified-not-understood", "attributes-unknown-500"],
  mutates: "nothing",
  remedy: "Resolve names without regard to case, with or without the URN of their schema.",
  async run(context) {
    const { scim, expect, type } = context;
    const { fixture, attributes } = await subject(context);
    const name = attributes[0]?.name ?? "";
    const judge = expect.of("7644-3.4.2.5-attributes-notation");
    for (const written of [name.toUpperCase(), name.toLowerCase(), `${type.schema}:${name}`]) {
      const read = await scim.get(fixture.url, { query: { attributes: written } });
      judge.that(read.ok && !isUnassigned(member(read.object, name)), { message: `attributes=${written} does not return ${name} (${read.status})`, expected: name, actual: Object.keys(read.object ?? {}), at: read, pointer: `/${name}` });
    }
    for (const query of [{ attributes: "scimspecUnknown" }, { attributes: `urn:example:unknown:1.0:X:${name}` }, { attributes: ",", excludedAttributes: name }]) {
      const read = await scim.get(fixture.url, { query });
      judge.that(read.status < 500, { message: `${new URL(read.url).search} is answered with ${read.status}`, expected: "200 or 400", actual: read.status, at: read, pointer: "status" });
    }
  },
});
