import { check, published } from "../../src/engine/api.ts";
import { definitions } from "../../src/scim/definitions.ts";

export default check({
  id: "multi-valued/display-mutability",
  title: "display of multi-valued attributes is published as a value that can be read",
  failureTitle: "display of multi-valued attributes is published as a value that cannot be read",
  verifies: ["7643-2.4-display-immutable"],
  needs: [published("schemas")],
  detects: ["schema-display-write-only"],
  mutates: "nothing",
  remedy: "Publish display as immutable (RFC 7643 section 2.4), readOnly or readWrite.",
  async run({ expect, target, skip }) {
    const response = target.discovery.schemas;
    const all = [...definitions(response)];
    const plural = new Set(all.filter((d) => !d.nested && d.raw["multiValued"] === true).map((d) => `${d.schema} ${d.path}`));
    const displays = all.filter((d) => d.nested && d.path.endsWith(".display") && plural.has(`${d.schema} ${d.path.slice(0, -".display".length)}`));
    if (displays.length === 0) skip("no published schema has a multi-valued attribute with display (/Schemas)");
    for (const d of displays) {
      const mutability = d.raw["mutability"];
      // Section 2.4 says immutable, section 8.7.1 prints readWrite and describes it as read-only: all three will do (A10).
      expect.of("7643-2.4-display-immutable").that(mutability !== "writeOnly", { message: `${d.path} is published as ${String(mutability)}`, expected: "immutable, readOnly or readWrite", actual: mutability ?? null, at: response, pointer: `${d.pointer}/mutability` });
    }
  },
});
