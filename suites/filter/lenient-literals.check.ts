import { check, capability } from "../../src/engine/api.ts";
import { judgeRefused, textPlace } from "./syntax-support.ts";

export default check({
  id: "filter/lenient-literals",
  title: "A filter value that is not quoted, or of another type, is refused or compared; it never changes what is asked",
  failureTitle: "A filter value that is not quoted, or of another type, finds the wrong resources or makes the server fail",
  verifies: ["7644-3.4.2.2-abnf-compvalue"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-unquoted-returns-everything", "filter-type-mismatch-500", "filter-type-mismatch-coerced"],
  mutates: "own-resources",
  remedy: "Values in filters are JSON literals: refuse others with 400 and scimType invalidFilter. A value of another type than the attribute's is equal to none of its values.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    const requirement = "7644-3.4.2.2-abnf-compvalue";
    const word = given.unique();
    const cases = [[place.path, word], [place.path, `'${value}'`], [place.path, "20240229"], [place.path, "true"], ...(target.attribute(place.type, "active") ? [["active", '"true"']] : [])] as const;
    for (const [path, literal] of cases) {
      const filter = `${path} eq ${literal}`;
      const response = await scim.list(place.type, { filter, count: "5" });
      if (!response.ok) {
        judgeRefused({ expect }, response, { requirement, filter, flaw: "has a value of another form" });
        continue;
      }
      const coerced = path === "active" && response.resources.length > 0 && response.resources.every((r) => r["active"] === true);
      const only = literal.startsWith("'") ? response.resources.every((r) => r["id"] === fixture.id) : response.resources.length === 0;
      expect.of(requirement, coerced ? "filter/type-coerced" : undefined).that(only, { message: coerced ? "active, a boolean, is taken as equal to the string \"true\"" : `the filter ${filter} gives resources that do not match it`, expected: "no such resource, or 400", actual: response.resources.length, at: response, pointer: "/Resources" });
    }
  },
});
