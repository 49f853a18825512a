import { invariant } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";

export default invariant({
  id: "invariants/meta",
  title: "Every resource has a meta object whose resourceType names its resource type",
  failureTitle: "Resources lack meta, or meta.resourceType names another type",
  verifies: ["7643-3.1-common-attributes-defined", "7643-3.1-meta-complex", "7643-3.1-meta-resource-type", "7643-3-resource-type-governs", "7643-6-name-required-unique"],
  detects: ["meta-missing", "meta-is-array", "meta-resource-type-plural", "meta-resource-type-of-other-type"],
  remedy: "Return meta as an object; meta.resourceType is the name of the resource type exactly as /ResourceTypes gives it.",
  judge(exchange, { expect, target }) {
    if (exchange.projected) return;
    for (const { resource, pointer, type } of exchange.seen) {
      const meta = resource["meta"];
      const at = { at: exchange, pointer: `${pointer}/meta` };
      const present = expect.of("7643-3.1-common-attributes-defined").that(meta !== undefined && meta !== null, { message: "a resource has no meta", expected: "meta", actual: null, ...at });
      if (!present || !expect.of("7643-3.1-meta-complex").that(isObject(meta), { message: "meta is not an object", expected: "a JSON object", actual: meta ?? null, ...at })) continue;
      const name = isObject(meta) ? meta["resourceType"] : undefined;
      if (!type || name === undefined) continue;
      const place = { at: exchange, pointer: `${pointer}/meta/resourceType`, actual: name };
      const byId = name !== type.name && name === type.id;
      expect.of("7643-3.1-meta-resource-type", byId ? "resource-type/id-instead-of-name" : undefined).that(name === type.name, { message: `meta.resourceType is ${JSON.stringify(name)}`, expected: type.name, ...place });
      const governing = target.resourceTypes.find((t) => t.name === name);
      if (governing) expect.of("7643-3-resource-type-governs").that(governing.endpoint === type.endpoint, { message: `meta.resourceType names ${governing.name}, whose endpoint is ${governing.endpoint}`, expected: type.name, ...place });
      if (type.source === "published") expect.of("7643-6-name-required-unique", byId ? "resource-type/id-instead-of-name" : undefined).that(governing !== undefined, { message: `no resource type is named ${JSON.stringify(name)}`, expected: target.resourceTypes.map((t) => t.name), ...place });
    }
  },
});
