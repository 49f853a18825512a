import { check, published } from "../../src/engine/api.ts";
import { definitions, isSchemaSchema } from "../../src/scim/definitions.ts";

const TYPES: Readonly<Record<string, readonly string[]>> = { primary: ["boolean"], type: ["string"], display: ["string"], $ref: ["reference", "string"] };

export default check({
  id: "multi-valued/predefined-sub-attributes",
  title: "Published sub-attributes type, primary, display, value and $ref have a type that fits their meaning",
  failureTitle: "Published sub-attributes type, primary, display, value or $ref have a type that contradicts their meaning",
  verifies: ["7643-2.4-predefined-meanings"],
  needs: [published("schemas")],
  detects: ["schema-primary-as-string"],
  mutates: "nothing",
  remedy: "Define primary as boolean, type and display as string, $ref as reference; use other names for other things.",
  async run({ expect, target, skip }) {
    const response = target.discovery.schemas;
    const all = [...definitions(response)];
    const plural = new Set(all.filter((d) => !d.nested && d.raw["multiValued"] === true && !isSchemaSchema(d)).map((d) => `${d.schema} ${d.path}`));
    if (plural.size === 0) skip("no published schema has a multi-valued attribute (/Schemas)");
    for (const d of all) {
      const [parent = "", name = ""] = d.path.split(".");
      if (!d.nested || !plural.has(`${d.schema} ${parent}`)) continue;
      const allowed = TYPES[name];
      const type = String(d.raw["type"] ?? "string");
      const fits = allowed ? allowed.some((t) => t === type.toLowerCase()) : name !== "value" || type.toLowerCase() !== "complex";
      expect.of("7643-2.4-predefined-meanings").that(fits, { message: `${d.schema} ${d.path} is published with type ${type}`, expected: allowed?.[0] ?? "a simple type", actual: type, at: response, pointer: `${d.pointer}/type` });
    }
  },
});
