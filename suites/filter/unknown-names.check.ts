import { check, capability } from "../../src/engine/api.ts";
import { judgeRefused, plainPath, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/unknown-names",
  title: "A filter on an attribute or schema that does not exist finds nothing, or is refused",
  failureTitle: "A filter on an attribute or schema that does not exist is ignored, or makes the server fail",
  verifies: ["7644-3.4.2.2-only-matching-returned", "7644-3.4.2.2-abnf-attrpath"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-unknown-name-ignored", "filter-unknown-urn-ignored"],
  mutates: "nothing",
  remedy: "An attribute that the type lacks has no value: return no resource, or answer 400 with scimType invalidFilter. Never leave out the condition.",
  async run({ scim, given, expect, target, require }) {
    await requireApplied({ given, target, require });
    const { type, path } = plainPath(target);
    const names = ["scimspecNoSuchAttribute", "scimspecNoSuch.part", `urn:example:scimspec:no:such:2.0:Schema:${path}`];
    for (const [i, name] of names.entries()) {
      const requirement = i === 2 ? "7644-3.4.2.2-abnf-attrpath" : "7644-3.4.2.2-only-matching-returned";
      for (const filter of [`${name} eq "scimspec"`, `${name} pr`]) {
        const response = await scim.list(type, { filter, count: "2" });
        if (!response.ok) judgeRefused({ expect }, response, { requirement, filter, flaw: "names what the type does not have" });
        else expect.of(requirement).that(response.resources.length === 0, { message: `the filter ${filter} gives resources, and no resource has such an attribute`, expected: [], actual: response.resources.length, at: response, pointer: "/Resources" });
      }
    }
  },
});
