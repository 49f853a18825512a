import { check, attribute, capability } from "../../src/engine/api.ts";
import { judgeFound, judgeRefused, lookUp, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/sub-attribute-names",
  title: "A sub-attribute is named with a dot, also behind a schema's URN",
  failureTitle: "Names of sub-attributes are misread in filters",
  for: "User",
  verifies: ["7644-3.4.2.2-abnf-subattr", "7644-3.10-subattribute-dot"],
  needs: [capability("filter"), attribute.writable("User", "name.familyName")],
  after: ["filter/declared", "filter/operators-offered"],
  detects: ["filter-urn-dot-confused", "filter-colon-for-dot", "filter-sub-attribute-refused"],
  mutates: "own-resources",
  remedy: "Split a path at the last colon first, and only then at the dot: the URN holds dots too (2.0).",
  async run({ scim, given, expect, target, type, require }) {
    await requireApplied({ given, target, require });
    const word = given.unique();
    const user = await given.resource(type, { name: { familyName: word, givenName: "Sample" } });
    const short = `name.familyName eq "${word}"`;
    const plain = await lookUp(scim, type, short);
    judgeFound({ expect }, plain, { requirement: "7644-3.4.2.2-abnf-subattr", filter: short, ids: [user.id], declined: "filter/attribute-declined" });
    const long = `${type.schema}:name.familyName eq "${word}"`;
    judgeFound({ expect }, await lookUp(scim, type, long), { requirement: "7644-3.10-subattribute-dot", filter: long, ids: [user.id], ...(plain.ok ? {} : { declined: "filter/attribute-declined" }) });
    const colon = `name:familyName eq "${word}"`;
    const response = await scim.list(type, { filter: colon, count: "2" });
    if (!response.ok) judgeRefused({ expect }, response, { requirement: "7644-3.4.2.2-abnf-subattr", filter: colon, flaw: "has a colon for the dot" });
    else judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-subattr", filter: colon, ids: [], code: response.resources.every((r) => r["id"] === user.id) ? "filter/colon-for-dot" : undefined });
  },
});
