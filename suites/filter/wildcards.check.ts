import { check, capability } from "../../src/engine/api.ts";
import { holding, judgeFound, lookUp, textPlace } from "./syntax-support.ts";

/** What stands in a query language for other text; `alike` is a text that the wildcard would also match. */
const PATTERNS = [
  { language: "SQL LIKE", text: "disk 50%full", alike: "disk 50 percent full", part: "50%f" },
  { language: "SQL LIKE", text: "snake_case", alike: "snakeXcase", part: "e_c" },
  { language: "LDAP", text: "star*fish", alike: "star jelly fish", part: "r*f" },
  { language: "regular expressions", text: "dot.ted", alike: "dotXted", part: "t.t" },
  { language: "regular expressions", text: "a.*c (x|y) [z]+ ^$", alike: "abc x z", part: ".*c (x|y) [z]+ ^$" },
];

export default check({
  id: "filter/wildcards",
  title: "Wildcards of SQL, LDAP and regular expressions stand for themselves in filters",
  failureTitle: "Characters in filter values act as wildcards, or break the query behind",
  verifies: ["7644-3.4.2.2-op-co", "7644-3.4.2.2-op-sw", "7644-3.4.2.2-op-ew", "7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-like-wildcards-unescaped", "filter-ldap-wildcards-unescaped", "filter-regex-unescaped"],
  mutates: "own-resources",
  remedy: "Escape the wildcards of your query language (%, _, *, regular expressions) in co, sw, ew and eq; the value is literal text.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place } = await textPlace({ given, target, skip, require });
    const { path, type } = place;
    let judged = 0;
    for (const { language, text, alike, part } of PATTERNS) {
      const word = given.unique();
      const id = await holding({ scim, given }, place, `${word} ${text} ${word}`);
      const other = await holding({ scim, given }, place, `${word} ${alike} ${word}`);
      if (id === undefined || other === undefined) continue;
      judged += 1;
      const [before = "", after = ""] = text.split(part);
      const forms = [["eq", `${word} ${text} ${word}`], ["co", `${word} ${before}${part}`], ["sw", `${word} ${before}${part}`], ["ew", `${part}${after} ${word}`]] as const;
      for (const [operator, literal] of forms) {
        const filter = `${path} ${operator} ${JSON.stringify(literal)}`;
        const response = await lookUp(scim, type, filter);
        if (response.status === 400 && operator !== "eq") expect.of(`7644-3.4.2.2-op-${operator}`).observe(`${operator} with wildcards of ${language} is declined`, { at: response });
        else judgeFound({ expect }, response, { requirement: `7644-3.4.2.2-op-${operator}`, filter, ids: [id] });
      }
    }
    if (judged === 0) skip(`the server stores none of the texts with wildcards in ${path} as they are sent`);
  },
});
