import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { shownByDefault, subject } from "./support.ts";

export default check({
  id: "projection/excluded",
  title: "excludedAttributes takes away what it names and nothing else",
  failureTitle: "excludedAttributes is not honoured, or takes away more than it names",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param", "7644-3.9-excluded-minus-default"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["excluded-ignored", "excluded-takes-more", "excluded-attribute-shown-empty"],
  mutates: "nothing",
  remedy: "With excludedAttributes, return the default set without the attributes named.",
  async run(context) {
    const { scim, expect } = context;
    const { fixture, attributes } = await subject(context);
    for (const { name } of attributes.slice(0, 2)) {
      const read = await scim.get(fixture.url, { query: { excludedAttributes: name } });
      const value = member(read.object, name);
      for (const id of ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param"]) {
        expect.of(id).that(read.ok && isUnassigned(value), { message: `excludedAttributes=${name} returns ${name} all the same (${read.status})`, expected: `no ${name}`, actual: value ?? null, at: read, pointer: `/${name}` });
      }
      if (!read.ok) return;
      expect.of("7644-3.9-excluded-minus-default", "projection/excluded-shown-empty").that(value === undefined || !isUnassigned(value), { message: `excludedAttributes=${name} shows ${name} as ${JSON.stringify(value) ?? ""}, which reads as if it had no value`, expected: `no ${name}`, actual: value ?? null, at: read, pointer: `/${name}` });
      const left = new Set(shownByDefault(context, read.object ?? {}).map((a) => a.name));
      const lost = attributes.map((a) => a.name).filter((n) => n !== name && !left.has(n));
      expect.of("7644-3.9-excluded-minus-default").that(lost.length === 0, { message: `excludedAttributes=${name} takes away ${lost.join(", ")} as well`, expected: attributes.map((a) => a.name).filter((n) => n !== name), actual: lost, at: read, pointer: "" });
    }
  },
});
