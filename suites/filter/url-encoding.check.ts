import { check, capability } from "../../src/engine/api.ts";
import { foundTogether, holding, judgeFound, lookUp, textPlace } from "./syntax-support.ts";

const TEXTS = ["a+b", "100%25 %41", "you & me", "C# ?x=1;/", "Zo\u00eb \u5c71\u7530", "\u{1f600}", "[x](y)"];

export default check({
  id: "filter/url-encoding",
  title: "Percent-encoded characters of a filter are decoded exactly once, as UTF-8",
  failureTitle: "Percent-encoded characters of a filter are misread",
  verifies: ["7644-1.2-percent-encode-urls", "7644-3.4.2.2-abnf-compvalue"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-plus-taken-for-blank", "filter-decoded-twice", "filter-cut-at-ampersand", "filter-cut-at-hash", "filter-query-latin1", "filter-astral-lost"],
  mutates: "own-resources",
  remedy: "Split the query at & and =, then percent-decode each value once, as UTF-8: %2B is a plus sign, %26 an ampersand, %25 a percent sign.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    // All in one first, which a server that decodes well finds; one by one only to tell what is misread.
    const together = await foundTogether({ scim, given }, place, TEXTS);
    if (together) judgeFound({ expect }, together.response, { requirement: "7644-1.2-percent-encode-urls", filter: together.filter, ids: [together.id] });
    let judged = together ? 1 : 0;
    for (const special of together ? [] : TEXTS) {
      const text = `${given.unique()} ${special} end`;
      const id = await holding({ scim, given }, place, text);
      if (id === undefined) continue;
      judged += 1;
      const filter = `${place.path} eq ${JSON.stringify(text)}`;
      judgeFound({ expect }, await lookUp(scim, place.type, filter), { requirement: "7644-1.2-percent-encode-urls", filter, ids: [id] });
    }
    if (judged === 0) skip(`the server stores none of the texts with special characters in ${place.path} as they are sent`);
    // Every character percent-encoded: the same filter by RFC 3986.
    const filter = `${place.path} eq ${JSON.stringify(value)}`;
    const all = [...new TextEncoder().encode(filter)].map((b) => `%${b.toString(16).toUpperCase().padStart(2, "0")}`).join("");
    const response = await scim.request({ method: "GET", path: `${place.type.endpoint}?filter=${all}`, operation: "list", resourceType: place.type.name });
    judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-compvalue", filter, ids: [fixture.id] });
  },
});
