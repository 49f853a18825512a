import { invariant } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { pointerToken } from "../../src/scim/value.ts";
import { sameUrn } from "../../src/scim/urn.ts";

export default invariant({
  id: "invariants/declared-attributes",
  title: "Resources hold nothing but attributes that their schemas define",
  failureTitle: "Resources hold attributes that no declared schema defines",
  verifies: ["7643-2-contents-governed-by-schemas", "7644-3.4-attributes-defined-by-schema", "7643-3-core-attributes-top-level"],
  detects: ["attribute-undeclared", "core-attributes-in-container"],
  remedy: "Publish every attribute in a schema of the resource type, put extension attributes into the container named by their schema's URI, and core attributes at the top level.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type || target.schema(type.schema)?.source !== "published") continue;
      const known = new Set(target.attributes(type).filter((a) => !a.extension).map((a) => a.name.toLowerCase()));
      const wrapped = Object.keys(resource).find((k) => sameUrn(k, type.schema));
      expect.of("7643-3-core-attributes-top-level").that(wrapped === undefined, { message: `core attributes sit in a container ${wrapped ?? ""}`, expected: "core attributes as members of the resource", actual: wrapped ?? null, at: exchange, pointer: `${pointer}/${pointerToken(wrapped ?? "")}` });
      for (const member of Object.keys(resource)) {
        if (member === wrapped || known.has(member.toLowerCase())) continue;
        const extension = type.extensions.some((e) => sameUrn(e.schema, member)) && isObject(resource[member]);
        for (const id of ["7643-2-contents-governed-by-schemas", "7644-3.4-attributes-defined-by-schema"]) {
          expect.of(id, "attributes/undeclared-member").that(extension, { message: `${member} is defined by no schema of ${type.name}`, expected: "a declared attribute or extension", actual: member, at: exchange, pointer: `${pointer}/${pointerToken(member)}` });
        }
      }
      for (const id of ["7643-2-contents-governed-by-schemas", "7644-3.4-attributes-defined-by-schema"]) expect.of(id).that(true, { message: "declared members" });
    }
  },
});
