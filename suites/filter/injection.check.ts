import { check, capability } from "../../src/engine/api.ts";
import { foundTogether, holding, judgeFound, lookUp, textPlace } from "./syntax-support.ts";

const TEXTS = ["O'Malley", "' OR '1'='1", "'; DROP TABLE users; --", "*)(uid=*))(|(uid=*", "${7*7} {{7*7}} <b>&amp;</b>", "{$gt: 0} || true // $where"];

export default check({
  id: "filter/injection",
  title: "Text that means something to SQL, LDAP or other query languages is plain text in filters",
  failureTitle: "Text in filter values is taken for a part of the query behind",
  verifies: ["7644-3.4.2.2-only-matching-returned", "7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-apostrophe-500", "filter-sql-injected", "filter-ldap-injected"],
  mutates: "own-resources",
  remedy: "Hand values to the database as parameters, never inside the text of a query.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place } = await textPlace({ given, target, skip, require });
    // Stored texts all in one first; one by one only to tell which is misread.
    const together = await foundTogether({ scim, given }, place, TEXTS);
    if (together) judgeFound({ expect }, together.response, { requirement: "7644-3.4.2.2-op-eq", filter: together.filter, ids: [together.id] });
    for (const text of TEXTS) {
      const word = given.unique();
      // Not stored by anybody: whatever comes back was let in by the characters.
      const absent = `${place.path} eq ${JSON.stringify(`${word}${text}`)}`;
      judgeFound({ expect }, await scim.list(place.type, { filter: absent, count: "5" }), { requirement: "7644-3.4.2.2-only-matching-returned", filter: absent, ids: [], declined: "filter/text-declined" });
      if (together) continue;
      const id = await holding({ scim, given }, place, `${word} ${text}`);
      if (id === undefined) continue;
      const filter = `${place.path} eq ${JSON.stringify(`${word} ${text}`)}`;
      judgeFound({ expect }, await lookUp(scim, place.type, filter), { requirement: "7644-3.4.2.2-op-eq", filter, ids: [id] });
    }
  },
});
