import { check, published } from "../../src/engine/api.ts";
import { definitions } from "../../src/scim/definitions.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { ENTERPRISE } from "./choose.ts";

const TYPES = ["string", "boolean", "decimal", "integer", "datetime", "binary", "reference", "complex"];

export default check({
  id: "extension/definitions",
  title: "Extensions use the data types of RFC 7643 and names that its schemas do not use",
  failureTitle: "Extensions invent data types, or define attributes of RFC 7643 anew",
  verifies: ["7643-2.3-no-new-data-types", "7643-3.3-no-redefinition-should"],
  needs: [published("schemas")],
  detects: ["extension-data-type-invented", "extension-redefines-core"],
  mutates: "nothing",
  remedy: "Define extension attributes with one of the eight data types, under names that the base schema of the resource does not have.",
  async run({ expect, target, skip }) {
    const response = target.discovery.schemas;
    const all = [...definitions(response)];
    if (all.length === 0) skip("the published schemas hold no attribute definitions (/Schemas)");
    for (const d of all) {
      const type = d.raw["type"];
      // Letter case is judged by schema/definitions; an absent type means string.
      if (typeof type === "string") expect.of("7643-2.3-no-new-data-types").that(TYPES.includes(type.toLowerCase()), { message: `${d.schema} ${d.path} has the data type ${type}`, expected: TYPES, actual: type, at: response, pointer: `${d.pointer}/type` });
    }
    for (const type of target.resourceTypes) {
      for (const { schema } of type.extensions) {
        const base = target.attributes(type).filter((a) => (!a.extension || (a.schema === ENTERPRISE && !sameUrn(schema, ENTERPRISE))) && (a.schema === "" || a.schema.startsWith("urn:ietf:")));
        for (const d of all.filter((a) => !a.nested && sameUrn(a.schema, schema))) {
          const clash = base.find((a) => a.name.toLowerCase() === d.path.toLowerCase());
          expect.of("7643-3.3-no-redefinition-should").that(clash === undefined, { message: `${schema} defines ${d.path}, which ${clash?.schema === "" ? "every resource" : (clash?.schema ?? "")} has`, expected: "another name", actual: d.path, at: response, pointer: `${d.pointer}/name` });
        }
      }
    }
  },
});
