import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";

export default check({
  id: "filter/no-match",
  title: "A filter that matches nothing is answered with 200 and totalResults 0",
  failureTitle: "A filter that matches nothing is not answered with 200 and totalResults 0",
  for: "each-resource-type",
  verifies: ["7644-3.4.2-no-match-200-total-zero"],
  needs: [capability("filter")],
  detects: ["filter-no-match-404", "filter-no-match-empty-body"],
  mutates: "nothing",
  remedy: "Answer with a ListResponse whose totalResults is 0.",
  async run({ scim, expect, given, target, type, skip }) {
    const name = target.attribute(type, "userName") ? "userName" : target.attribute(type, "displayName") ? "displayName" : "id";
    const filter = `${name} eq ${quoted(given.unique())}`;
    const response = await scim.list(type, { filter });
    if (response.status === 400 && response.object?.["scimType"] === "invalidFilter") skip(`the server declines the filter ${filter}`);
    const none = expect.of("7644-3.4.2-no-match-200-total-zero");
    if (!none.status(response, 200)) return;
    none.that(response.object?.["totalResults"] === 0, { message: `the answer to ${filter} has no totalResults 0`, expected: 0, actual: response.object?.["totalResults"] ?? "(absent)", at: response, pointer: "/totalResults" });
    none.that(response.resources.length === 0, { message: `the filter ${filter} finds resources although no value was ever like that`, expected: 0, actual: response.resources.length, at: response, pointer: "/Resources" });
  },
});
