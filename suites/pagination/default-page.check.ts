import { check } from "../../src/engine/api.ts";
import { corpus, listed } from "../../src/scim/corpus.ts";
import { listedWhole } from "../../src/scim/asked-once.ts";

export default check({
  id: "pagination/default-page",
  title: "A list that the server cuts on its own account says so",
  failureTitle: "A list is cut on the server's own account without saying so",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.4-count-default"],
    detects: ["default-page-unannounced"],
  mutates: "own-resources",
  remedy: "When a list without count does not hold all results, give totalResults, startIndex and itemsPerPage.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    const rule = expect.of("7644-3.4.2.4-count-default");
    const whole = await listedWhole({ given }, type.endpoint);
    if (whole === null) rule.observe(`${type.endpoint} is not listed without count: it holds more than a check should read`);
    for (const response of [...(c.filter === null ? [] : [await listed({ scim, type }, c)]), ...(whole === null ? [] : [whole])]) {
      if (!rule.status(response, 200)) continue;
      const { totalResults: total, startIndex, itemsPerPage, nextCursor } = response.object ?? {};
      const complete = typeof total === "number" && response.resources.length >= total;
      // A page with nextCursor says by it that there is more (P130).
      rule.that(complete || nextCursor !== undefined || (typeof startIndex === "number" && typeof itemsPerPage === "number"), { message: `a list without count holds ${response.resources.length} of ${JSON.stringify(total) ?? "?"} results without startIndex and itemsPerPage`, expected: "startIndex and itemsPerPage", actual: [startIndex ?? null, itemsPerPage ?? null], at: response });
    }
  },
});
