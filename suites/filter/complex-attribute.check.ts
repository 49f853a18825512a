import { check, attribute, capability } from "../../src/engine/api.ts";
import { judgeFound, judgeRefused, lookUp, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/complex-attribute",
  title: "A comparison names a sub-attribute of a complex attribute; the complex attribute itself cannot be compared",
  failureTitle: "A comparison with a complex attribute is misread",
  for: "User",
  verifies: ["7644-3.4.2.2-complex-needs-subattribute"],
  needs: [capability("filter"), attribute.writable("User", "name.familyName")],
  after: ["filter/declared"],
  detects: ["filter-complex-compared", "filter-complex-ignored", "filter-sub-attribute-refused", "filter-multivalued-without-subattribute"],
  mutates: "own-resources",
  remedy: "Compare sub-attributes (name.familyName); answer a comparison with the complex attribute itself with 400 and scimType invalidFilter.",
  async run({ scim, given, expect, target, type, require }) {
    await requireApplied({ given, target, require });
    const requirement = "7644-3.4.2.2-complex-needs-subattribute";
    const word = given.unique();
    const mail = target.mayChange(type, "emails") && target.maySend(type, "emails");
    const user = await given.resource(type, { name: { familyName: word, givenName: "Sample" }, ...(mail ? { emails: [{ value: `${word}@example.com`, type: "work" }] } : {}) });
    const dotted = `name.familyName eq "${word}"`;
    judgeFound({ expect }, await lookUp(scim, type, dotted), { requirement, declined: "filter/attribute-declined", filter: dotted, ids: [user.id] });
    for (const filter of [`name eq "${word}"`, `name ne "${word}"`]) {
      // Where nothing can be equal, everything may be called different.
      const accepted = filter.includes(" ne ") ? "filter/whole-complex-compared" : undefined;
      judgeRefused({ expect }, await scim.list(type, { filter, count: "2" }), { requirement, filter, flaw: "compares a complex attribute", none: "filter/whole-complex-compared", accepted });
    }
    if (!JSON.stringify(user.body["emails"] ?? null).includes(word)) return;
    const implied = `emails co "${word}"`;
    const response = await lookUp(scim, type, implied);
    if (response.status === 400) expect.of(requirement).observe("emails co is refused: value is not implied", { at: response });
    else judgeFound({ expect }, response, { requirement, filter: implied, ids: [user.id], code: response.ok && response.resources.length === 0 ? "filter/implied-value-missed" : undefined });
  },
});
