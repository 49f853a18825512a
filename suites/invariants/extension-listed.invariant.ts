import { invariant } from "../../src/engine/api.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { isUnassigned, pointerToken } from "../../src/scim/value.ts";
import { isObject } from "../../src/model/json.ts";

export default invariant({
  id: "invariants/extension-listed",
  title: "An extension whose attributes a resource carries is named in its schemas",
  failureTitle: "Resources carry attributes of an extension that their schemas do not name",
  verifies: ["7643-3.3-container-uri-listed"],
  detects: ["extension-urn-missing-in-schemas"],
  remedy: "Add the URI of each extension that has values to schemas.",
  judge(exchange, { expect }) {
    // Under a projection schemas may be left out (A28); an empty container is nobody's fault (A25).
    if (exchange.projected) return;
    for (const { resource, pointer, type } of exchange.seen) {
      const schemas = resource["schemas"];
      if (!type || !Array.isArray(schemas)) continue;
      const uris = schemas.filter((s): s is string => typeof s === "string");
      for (const member of Object.keys(resource)) {
        if (!type.extensions.some((e) => sameUrn(e.schema, member)) || !isObject(resource[member]) || isUnassigned(resource[member])) continue;
        expect.of("7643-3.3-container-uri-listed").that(uris.some((u) => sameUrn(u, member)), { message: `${type.name} carries ${member}, which schemas does not name`, expected: [...uris, member], actual: uris, at: exchange, pointer: `${pointer}/${pointerToken(member)}` });
      }
    }
  },
});
