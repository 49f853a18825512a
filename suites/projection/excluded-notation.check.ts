import { check, capability } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { complexSubject, elements } from "./support.ts";

export default check({
  id: "projection/excluded-notation",
  title: "excludedAttributes takes sub-attributes, qualified names and names in any case",
  failureTitle: "excludedAttributes does not take sub-attributes, qualified names or names in another case",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.5-excludedattributes-notation", "7644-3.9-excluded-minus-default"],
  needs: [capability("projection")],
  after: ["projection/excluded", "projection/notation"],
  detects: ["excluded-sub-removes-parent", "excluded-sub-ignored", "excluded-case-sensitive", "excluded-extension-attribute-ignored"],
  mutates: "nothing",
  remedy: "Resolve the names of excludedAttributes as RFC 7644 section 3.10 says, down to sub-attributes and extensions.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const { fixture, attribute, subs } = await complexSubject(context);
    const [gone, ...kept] = subs;
    const path = `${attribute.name}.${gone?.name ?? ""}`;
    for (const written of [path, `${type.schema}:${path}`.toUpperCase().replace(type.schema.toUpperCase(), type.schema)]) {
      const read = await scim.get(fixture.url, { query: { excludedAttributes: written } });
      const found = elements(member(read.object, attribute.name));
      const shown = found.some((v) => !isUnassigned(member(v, gone?.name ?? "")));
      expect.of("7644-3.4.2.5-excludedattributes-notation").that(read.ok && !shown, { message: `excludedAttributes=${written} returns ${path} all the same (${read.status})`, expected: `no ${path}`, actual: member(read.object, attribute.name) ?? null, at: read, pointer: `/${attribute.name}` });
      const lost = kept.filter((s) => !found.some((v) => !isUnassigned(member(v, s.name)))).map((s) => s.name);
      expect.of("7644-3.9-excluded-minus-default").that(!read.ok || lost.length === 0, { message: `excludedAttributes=${written} takes away ${lost.join(", ")} of ${attribute.name} as well`, expected: kept.map((s) => s.name), actual: lost, at: read, pointer: `/${attribute.name}` });
    }
    const extension = target.attributes(type).find((a) => a.extension && a.returned === "default" && !isUnassigned(member(fixture.body[a.schema] as JsonObject | undefined, a.name)));
    if (!extension) return;
    const qualified = `${extension.schema}:${extension.name}`;
    const read = await scim.get(fixture.url, { query: { excludedAttributes: qualified } });
    const container = read.object?.[extension.schema];
    expect.of("7644-3.4.2.5-excludedattributes-notation").that(read.ok && isUnassigned(isObject(container) ? member(container, extension.name) : undefined), { message: `excludedAttributes=${qualified} returns it all the same (${read.status})`, expected: `no ${extension.name}`, actual: container ?? null, at: read, pointer: `/${extension.schema}` });
  },
});
