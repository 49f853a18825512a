import { check, attribute, capability } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "replace/case-kept",
  title: "A PUT that changes a case-exact value in letter case alone is kept as sent",
  failureTitle: "A PUT that changes a case-exact value in letter case alone is taken for no change",
  for: "each-resource-type",
  verifies: ["7643-7-case-exact-preserve", "7643-3.1-external-id-case-exact"],
  needs: [attribute.sendable("*", "externalId"), capability("put")],
  after: ["replace/external-id"],
  detects: ["put-case-only-change-ignored"],
  mutates: "own-resources",
  remedy: "Compare case-exact values exactly when deciding whether something changed.",
  async run({ scim, given, expect, type, skip, require }) {
    const value = `Case-${given.unique()}`;
    const made = await given.resource(type, { externalId: value });
    if (isUnassigned(made.body["externalId"])) skip(`the server does not keep externalId for ${type.name}`);
    const response = await scim.replace(made, { ...made.sent, externalId: value.toUpperCase() });
    require(response.ok, "replace", `PUT is answered with ${response.status}`);
    const read = await scim.get(made);
    for (const id of ["7643-7-case-exact-preserve", "7643-3.1-external-id-case-exact"]) expect.of(id).at(read, "/externalId").equals(value.toUpperCase());
  },
});
