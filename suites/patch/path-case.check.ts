import { check, capability } from "../../src/engine/api.ts";
import { acceptsSpelling } from "./spelling.ts";

export default check({
  id: "patch/path-case",
  title: "Names in a path are compared without regard to case",
  failureTitle: "Names in a path in another case are refused, ignored, or stored as another attribute",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-notation"],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-path-case-refused", "patch-path-case-stored"],
  mutates: "own-resources",
  remedy: "Resolve attribute and sub-attribute names of a path without regard to case.",
  async run(context) {
    await acceptsSpelling(context, (attribute, sub) => attribute.toUpperCase() + (sub === null ? "" : `.${sub.toLowerCase()}`));
  },
});
