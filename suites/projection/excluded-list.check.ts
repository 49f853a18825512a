import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { projectedList, subject } from "./support.ts";

export default check({
  id: "projection/excluded-list",
  title: "excludedAttributes on a list takes away what it names from each resource",
  failureTitle: "excludedAttributes on a list is not honoured",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param"],
  needs: [capability("projection")],
  after: ["projection/excluded"],
  detects: ["list-excluded-ignored"],
  mutates: "nothing",
  remedy: "Project the resources of a list exactly as single ones.",
  async run(context) {
    const { expect } = context;
    const { fixture, attributes } = await subject(context);
    const name = attributes[0]?.name ?? "";
    const list = await projectedList(context, fixture, { excludedAttributes: name });
    for (const id of ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-excludedattributes-param"]) {
      expect.of(id).that(list.resources.every((r) => isUnassigned(member(r, name))), { message: `excludedAttributes=${name} on a list returns ${name} all the same`, expected: `no ${name}`, actual: member(list.resources[0], name) ?? null, at: list, pointer: `/Resources/0/${name}` });
    }
  },
});
