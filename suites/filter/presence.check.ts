import { check, capability } from "../../src/engine/api.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/presence",
  title: "pr finds the resources that have a value, not (… pr) those that have none",
  failureTitle: "pr finds resources without a value, or misses those with one",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-pr", "7644-3.4.2.2-op-not"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-pr-matches-empty", "filter-not-pr-empty"],
  mutates: "own-resources",
  remedy: "Let pr match exactly the resources for which the attribute has a value that is neither null nor empty.",
  async run(context) {
    const { attribute, where, judge } = await textCorpus(context);
    const present = where((v) => v !== undefined);
    const absent = where((v) => v === undefined);
    await judge.finds("7644-3.4.2.2-op-pr", `${attribute} pr`, present, { within: true });
    await judge.finds("7644-3.4.2.2-op-not", `not (${attribute} pr)`, absent, { within: true });
    // A complex attribute has a value if one of its parts does; declining to say so is a warning (P51).
    const complex = { within: true, code: "filter/presence-of-complex" };
    const declined = (await judge.finds("7644-3.4.2.2-op-pr", "meta pr", [...present, ...absent], complex)) === "declined" && judge.sent("meta pr", complex) !== undefined;
    if (declined) context.expect.of("7644-3.4.2.2-op-pr", "filter/presence-of-complex-declined").that(false, { message: "the server declines pr on a complex attribute (meta pr)", expected: [...present, ...absent], actual: "declined" });
    judge.done();
  },
});
