import { check, capability } from "../../src/engine/api.ts";
import { acceptsSpelling } from "./spelling.ts";

export default check({
  id: "patch/path-core-urn",
  title: "A path may name the attribute with the URN of the base schema in front",
  failureTitle: "A path with the URN of the base schema in front is refused or ignored",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-notation"],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-path-with-core-urn-ignored", "patch-path-with-core-urn-refused"],
  mutates: "own-resources",
  remedy: "Accept the schema URN and a colon in front of an attribute name, also for the base schema (RFC 7644 section 3.10).",
  async run(context) {
    await acceptsSpelling(context, (attribute, sub) => `${context.type.schema}:${attribute}${sub === null ? "" : `.${sub}`}`);
  },
});
