import { check, capability } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

export default check({
  id: "projection/always-sub-attributes",
  title: "Sub-attributes that are always returned come with any part of their parent",
  failureTitle: "Sub-attributes that are always returned can be left out",
  for: "each-resource-type",
  verifies: ["7643-7-returned-always"],
  needs: [capability("projection")],
  after: ["projection/sub-attributes"],
  detects: ["attributes-without-always-sub"],
  mutates: "nothing",
  remedy: "Apply returned to sub-attributes as to attributes.",
  async run({ scim, given, expect, target, type, skip }) {
    const known = await given.shared(type);
    const held = (value: Json | undefined, name: string): boolean => (Array.isArray(value) ? (value as Json[]) : [value ?? null]).every((v) => isObject(v) && !isUnassigned(member(v, name)));
    const parent = target.attributes(type).find((a) => !a.extension && a.returned === "default" && a.subAttributes.some((s) => s.returned === "always" && held(known.body[a.name], s.name)) && a.subAttributes.some((s) => s.returned === "default" && held(known.body[a.name], s.name)));
    if (!parent) skip(`no complex attribute of ${type.name} has a sub-attribute that is always returned (/Schemas)`);
    const name = parent?.name ?? "";
    const always = parent?.subAttributes.find((s) => s.returned === "always" && held(known.body[name], s.name))?.name ?? "";
    const other = parent?.subAttributes.find((s) => s.returned === "default" && held(known.body[name], s.name))?.name ?? "";
    const read = await scim.get(known.url, { query: { attributes: `${name}.${other}` } });
    expect.of("7643-7-returned-always").that(read.ok && held(read.object?.[name], always), { message: `attributes=${name}.${other} leaves out ${name}.${always}, whose returned is always (${read.status})`, expected: always, actual: read.object?.[name] ?? null, at: read, pointer: `/${name}` });
  },
});
