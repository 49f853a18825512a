import { check } from "../../src/engine/api.ts";
import { corpus, listed } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/count",
  title: "A page holds no more resources than count asks for",
  failureTitle: "A page holds more resources than count asks for",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.4-count-max"],
  detects: ["count-ignored", "pagination-only-with-filter"],
  mutates: "own-resources",
  remedy: "Return at most count resources, with a filter and without one.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    const queries: readonly Record<string, string>[] = [{ count: "1" }, ...(c.filter === null ? [] : [{ filter: c.filter, count: "2" }])];
    for (const query of queries) {
      const response = query["filter"] === undefined ? await scim.list(type, query) : await listed({ scim, type }, c, { count: "2" });
      const count = Number(query["count"]);
      const max = expect.of("7644-3.4.2.4-count-max");
      if (!max.status(response, 200)) continue;
      max.that(response.resources.length <= count, { message: `count=${count} is answered with ${response.resources.length} resources`, expected: `at most ${count}`, actual: response.resources.length, at: response, pointer: "/Resources" });
    }
  },
});
