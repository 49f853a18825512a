import { check, attribute, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/value-path",
  title: "The conditions inside brackets hold for one and the same value",
  failureTitle: "The conditions inside brackets are met by different values, or the brackets are ignored",
  for: "User",
  verifies: ["7644-3.4.2.2-value-path-support", "7644-3.4.2.2-value-path-same-value"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/equality", "filter/multi-valued"],
  detects: ["filter-valuepath-matches-across-elements", "filter-valuepath-condition-ignored"],
  mutates: "own-resources",
  remedy: "Evaluate all that stands in the brackets against each value in turn; one that satisfies it is enough.",
  async run(context) {
    const { expect } = context;
    const { ending, judge } = await emailCorpus(context);
    const plain = await judge.finds("7644-3.4.2.2-value-path-support", 'emails[type eq "work"]', ["straight", "crossed", "three"], { within: true, code: "filter/value-path-wrong" });
    if (plain === "declined") expect.of("7644-3.4.2.2-value-path-support").observe("the server declines filters with brackets");
    const same = "7644-3.4.2.2-value-path-same-value";
    await judge.finds(same, `emails[type eq "work" and value ew ${quoted(ending("a"))}]`, ["straight"]);
    await judge.finds(same, `emails[value ew ${quoted(ending("a"))} and type eq "home"]`, ["crossed", "homeOnly", "three"]);
    judge.done();
  },
});
