import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";

export default check({
  id: "delete/gone-for-patch",
  title: "PATCH of a deleted resource is answered with 404",
  failureTitle: "PATCH of a deleted resource is not answered with 404",
  for: "each-resource-type",
  verifies: ["7644-3.6-deleted-404"],
  needs: [capability("patch")],
  after: ["delete/gone", "patch/basic"],
  detects: ["deleted-patch-accepted"],
  mutates: "own-resources",
  remedy: "From its deletion on, answer 404 for a resource to every method.",
  async run({ scim, given, expect, target, type, require }) {
    const made = await given.resource(type);
    const deleted = await scim.delete(made);
    require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const response = await scim.patch(made, [{ op: "replace", path: freeText(target, type) ?? "externalId", value: "back" }]);
    expect.of("7644-3.6-deleted-404").status(response, [404, 501]);
  },
});
