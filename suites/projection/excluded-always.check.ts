import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

export default check({
  id: "projection/excluded-always",
  title: "What is always returned cannot be excluded, nor left out by attributes",
  failureTitle: "Attributes that are always returned can be taken away",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.5-excludedattributes-not-always", "7644-3.9-excluded-keeps-minimum", "7643-7-returned-always"],
  needs: [capability("projection")],
  after: ["projection/attributes", "projection/excluded"],
  detects: ["excludedattributes-removes-id", "excluded-removes-always", "attributes-without-always"],
  mutates: "nothing",
  remedy: "Return id, and every attribute whose returned is always, whatever the request names.",
  async run({ scim, given, expect, target, type }) {
    const known = await given.shared(type);
    const always = target.attributes(type).filter((a) => !a.extension && a.returned === "always" && a.name !== "schemas" && !isUnassigned(member(known.body, a.name))).map((a) => a.name);
    const excluded = await scim.get(known.url, { query: { excludedAttributes: always.join(",") } });
    const lost = always.filter((n) => isUnassigned(member(excluded.object, n)));
    const code = excluded.status === 400 ? "projection/always-refused" : undefined;
    for (const id of ["7644-3.4.2.5-excludedattributes-not-always", "7644-3.9-excluded-keeps-minimum", "7643-7-returned-always"]) {
      expect.of(id, code).that(excluded.ok && lost.length === 0, { message: `excludedAttributes=${always.join(",")} is answered with ${excluded.status}${excluded.ok ? `, without ${lost.join(", ")}` : ""}`, expected: always, actual: lost, at: excluded, pointer: `/${lost[0] ?? "id"}` });
    }
    const other = await scim.get(known.url, { query: { attributes: "meta.created" } });
    const missing = always.filter((n) => isUnassigned(member(other.object, n)));
    // Whether a sub-attribute may be named is judged by projection/sub-attributes.
    if (other.ok) expect.of("7643-7-returned-always").that(missing.length === 0, { message: `attributes=meta.created returns a resource without ${missing.join(", ")} (${other.status})`, expected: always, actual: missing, at: other, pointer: `/${missing[0] ?? "id"}` });
  },
});
