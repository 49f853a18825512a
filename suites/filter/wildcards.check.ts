import { check, capability } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { holding, judgeFound, lookUp, textPlace, type Place } from "./syntax-support.ts";

/** What stands in a query language for other text; `alike` is a text that the wildcard would also match. */
const PATTERNS = [
  { language: "SQL LIKE", text: "disk 50%full", alike: "disk 50 percent full", part: "50%f" },
  { language: "SQL LIKE", text: "snake_case", alike: "snakeXcase", part: "e_c" },
  { language: "LDAP", text: "star*fish", alike: "star jelly fish", part: "r*f" },
  { language: "regular expressions", text: "dot.ted", alike: "dotXted", part: "t.t" },
  { language: "regular expressions", text: "a.*c (x|y) [z]+ ^$", alike: "abc x z", part: ".*c (x|y) [z]+ ^$" },
];

type Operator = "eq" | "co" | "sw" | "ew";

/** Each operator with a literal that holds wildcards: the text up to the end of `last`, or from the beginning of `first`. */
function formsOf(text: string, first: string, last: string): readonly (readonly [Operator, string])[] {
  const upTo = text.slice(0, text.indexOf(last) + last.length);
  return [["eq", text], ["co", upTo], ["sw", upTo], ["ew", text.slice(text.indexOf(first))]];
}

/** One resource with all texts, and for each pattern one that a server would take for it if that wildcard worked. */
async function storedTogether(context: Pick<CheckContext, "scim" | "given">, place: Place): Promise<{ readonly id: string; readonly text: string } | undefined> {
  const word = context.given.unique();
  const all = PATTERNS.map((p) => p.text);
  const written = (texts: readonly string[]): string => `${word} ${texts.join(" ")} ${word}`;
  const id = await holding(context, place, written(all));
  if (id === undefined) return undefined;
  for (const [i, { alike }] of PATTERNS.entries()) if ((await holding(context, place, written(all.with(i, alike)))) === undefined) return undefined;
  return { id, text: written(all) };
}

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
    const filtered = async (operator: Operator, literal: string): Promise<readonly [string, ScimResponse]> => {
      const filter = `${path} ${operator} ${JSON.stringify(literal)}`;
      return [filter, await lookUp(scim, type, filter)];
    };
    // All in one first: each of the others differs from it in what one wildcard would match.
    const together = await storedTogether({ scim, given }, place);
    if (together) {
      let clear = true;
      for (const [operator, literal] of formsOf(together.text, "50%f", "^$")) {
        const [filter, response] = await filtered(operator, literal);
        clear &&= response.ok;
        if (response.ok) judgeFound({ expect }, response, { requirement: `7644-3.4.2.2-op-${operator}`, filter, ids: [together.id] });
      }
      // A refusal is judged one by one: it may be meant for one of the characters.
      if (clear) return;
    }
    let judged = 0;
    for (const { language, text, alike, part } of PATTERNS) {
      const word = given.unique();
      const id = await holding({ scim, given }, place, `${word} ${text} ${word}`);
      const other = await holding({ scim, given }, place, `${word} ${alike} ${word}`);
      if (id === undefined || other === undefined) continue;
      judged += 1;
      for (const [operator, literal] of formsOf(`${word} ${text} ${word}`, part, part)) {
        const [filter, response] = await filtered(operator, literal);
        if (response.status === 400 && operator !== "eq") expect.of(`7644-3.4.2.2-op-${operator}`).observe(`${operator} with wildcards of ${language} is declined`, { at: response });
        else judgeFound({ expect }, response, { requirement: `7644-3.4.2.2-op-${operator}`, filter, ids: [id] });
      }
    }
    if (judged === 0) skip(`the server stores none of the texts with wildcards in ${path} as they are sent`);
  },
});
