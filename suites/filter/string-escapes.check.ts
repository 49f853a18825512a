import { check, capability } from "../../src/engine/api.ts";
import { holding, judgeFound, lookUp, textPlace } from "./syntax-support.ts";

const escaped = (text: string): string => `"${text.replace(/[^A-Za-z0-9 -]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

export default check({
  id: "filter/string-escapes",
  title: "Strings in filters are read as JSON: escaped quotes, backslashes and \\u sequences are decoded",
  failureTitle: "JSON escapes in the strings of filters are not decoded",
  verifies: ["7644-3.4.2.2-abnf-compvalue", "7644-3.4.2.2-abnf-imported-rules"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-escaped-quote-not-decoded", "filter-unicode-escape-not-decoded", "filter-backslash-not-decoded"],
  mutates: "own-resources",
  remedy: "Decode the literal with a JSON parser before you compare it.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place } = await textPlace({ given, target, skip, require });
    const texts = ['"quoted" text', "back\\slash", "Zo\u00eb \u{1f600}"];
    const judge = async (id: string, text: string): Promise<void> => {
      for (const [requirement, literal] of [["7644-3.4.2.2-abnf-compvalue", JSON.stringify(text)], ["7644-3.4.2.2-abnf-imported-rules", escaped(text)]] as const) {
        const filter = `${place.path} eq ${literal}`;
        judgeFound({ expect }, await lookUp(scim, place.type, filter), { requirement, filter, ids: [id] });
      }
    };
    // All in one, or, where the server does not store that, one by one.
    const store = async (list: readonly string[]) => {
      const stored: (readonly [id: string, text: string])[] = [];
      for (const text of list.map((t) => `${given.unique()} ${t}`)) {
        const id = await holding({ scim, given }, place, text);
        if (id !== undefined) stored.push([id, text]);
      }
      return stored;
    };
    const together = await store([texts.join(" ")]);
    const stored = together.length > 0 ? together : await store(texts);
    for (const [id, text] of stored) await judge(id, text);
    if (stored.length === 0) skip(`the server stores none of the texts with quotes, backslashes or letters outside ASCII in ${place.path} as they are sent`);
    const solidus = `${place.path} eq "scimspec\\/no such value"`;
    judgeFound({ expect }, await scim.list(place.type, { filter: solidus, count: "2" }), { requirement: "7644-3.4.2.2-abnf-imported-rules", filter: solidus, ids: [] });
    const odd = await scim.list(place.type, { filter: `${place.path} eq "scimspec\\q"`, count: "2" });
    expect.of("7644-3.4.2.2-abnf-compvalue", odd.ok && odd.resources.length === 0 ? "filter/lenient-escape" : undefined).that(odd.status === 400, { message: `the escape \\q, which JSON does not have, is answered with ${odd.status}`, expected: 400, actual: odd.status, at: odd, pointer: "status" });
  },
});
