import { invariant } from "../../src/engine/api.ts";
import { sameUrn } from "../../src/scim/urn.ts";

export default invariant({
  id: "invariants/schemas-attribute",
  title: "Every resource names its schemas: base schema and declared extensions, each once",
  failureTitle: "Resources do not name their schemas correctly",
  verifies: ["7643-3-schemas-required-array", "7643-3-schemas-non-empty", "7643-3-schemas-no-duplicates", "7643-3-schemas-only-declared", "7643-3.3-schemas-includes-base"],
  detects: ["resource-without-schemas", "schemas-empty", "schemas-duplicate", "extension-not-advertised", "schemas-without-base", "schemas-not-array", "schemas-undeclared-uri"],
  remedy: "Return schemas as an array of strings: the base schema of the resource type, and each extension of the type that the resource carries.",
  judge(exchange, { expect, target }) {
    // Under a projection an absent schemas is not held against the server (A28).
    if (exchange.projected) return;
    for (const { resource, pointer, type } of exchange.seen) {
      const value = resource["schemas"];
      const at = { at: exchange, pointer: `${pointer}/schemas` };
      const list = Array.isArray(value) && value.every((v) => typeof v === "string");
      expect.of("7643-3-schemas-required-array").that(list, { message: `schemas is ${value === undefined ? "missing" : "not an array of strings"}`, expected: "an array of URIs", actual: value ?? null, ...at });
      if (!list) continue;
      const uris = value as readonly string[];
      expect.of("7643-3-schemas-non-empty").that(uris.length > 0, { message: "schemas is empty", expected: "at least one URI", actual: [...uris], ...at });
      const distinct = new Set(uris.map((u) => u.toLowerCase())).size === uris.length;
      expect.of("7643-3-schemas-no-duplicates").that(distinct, { message: "schemas names a URI twice", expected: "each URI once", actual: [...uris], ...at });
      if (!type || uris.length === 0) continue;
      expect.of("7643-3.3-schemas-includes-base").that(uris.some((u) => sameUrn(u, type.schema)), { message: `schemas does not name the base schema of ${type.name}`, expected: type.schema, actual: [...uris], ...at });
      if (type.source !== "published" || !target.discovery.resourceTypes.ok) continue;
      const declared = [type.schema, ...type.extensions.map((e) => e.schema)];
      const foreign = uris.filter((u) => !declared.some((d) => sameUrn(d, u)));
      expect.of("7643-3-schemas-only-declared").that(foreign.length === 0, { message: `schemas names ${foreign[0] ?? ""}, which the resource type ${type.name} does not declare`, expected: declared, actual: [...uris], ...at });
    }
  },
});
