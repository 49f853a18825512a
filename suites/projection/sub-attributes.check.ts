import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { complexSubject, elements } from "./support.ts";

export default check({
  id: "projection/sub-attributes",
  title: "attributes with a sub-attribute returns that part alone; with the parent, all parts",
  failureTitle: "attributes does not know sub-attributes",
  for: "any-resource-type",
  verifies: ["7644-3.9-attributes-contains-minimum", "7644-3.4.2.5-attributes-notation"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["attributes-sub-returns-parent", "attributes-sub-returns-nothing", "attributes-parent-loses-parts"],
  mutates: "nothing",
  remedy: "Narrow complex values to the sub-attributes named, in each element of a multi-valued attribute.",
  async run(context) {
    const { scim, expect } = context;
    const { fixture, attribute, subs } = await complexSubject(context);
    const [sub] = subs;
    const path = `${attribute.name}.${sub?.name ?? ""}`;
    const part = await scim.get(fixture.url, { query: { attributes: path } });
    const found = elements(member(part.object, attribute.name));
    expect.of("7644-3.4.2.5-attributes-notation").that(part.ok && found.some((v) => !isUnassigned(member(v, sub?.name ?? ""))), { message: `attributes=${path} does not return it (${part.status})`, expected: path, actual: member(part.object, attribute.name) ?? null, at: part, pointer: `/${attribute.name}` });
    const extra = subs.slice(1).filter((s) => found.some((v) => !isUnassigned(member(v, s.name)))).map((s) => s.name);
    expect.of("7644-3.9-attributes-contains-minimum").that(extra.length === 0, { message: `attributes=${path} returns ${extra.join(", ")} of ${attribute.name} as well`, expected: [sub?.name ?? ""], actual: extra, at: part, pointer: `/${attribute.name}` });
    const whole = await scim.get(fixture.url, { query: { attributes: attribute.name } });
    const all = elements(member(whole.object, attribute.name));
    const lost = subs.filter((s) => !all.some((v) => !isUnassigned(member(v, s.name)))).map((s) => s.name);
    expect.of("7644-3.9-attributes-contains-minimum").that(whole.ok && lost.length === 0, { message: `attributes=${attribute.name} lacks ${lost.join(", ")} (${whole.status})`, expected: subs.map((s) => s.name), actual: member(whole.object, attribute.name) ?? null, at: whole, pointer: `/${attribute.name}` });
  },
});
