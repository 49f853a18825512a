import { check, attribute, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/multi-valued",
  title: "A filter on a multi-valued attribute matches if any of its values does",
  failureTitle: "A filter on a multi-valued attribute does not look at each of its values",
  for: "User",
  verifies: ["7644-3.4.2.2-multivalued-any-match", "7644-3.4.2.2-op-not"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/equality", "filter/sub-attribute-names"],
  detects: ["filter-multi-valued-first-only", "filter-not-on-any-value", "filter-same-value-without-brackets"],
  mutates: "own-resources",
  remedy: "Test each value; one that matches is enough. Without brackets, two conditions may be met by different values.",
  async run(context) {
    const { address, ending, judge } = await emailCorpus(context);
    const any = "7644-3.4.2.2-multivalued-any-match";
    await judge.finds(any, `emails.value eq ${quoted(address("eight", "a"))}`, ["three"]);
    await judge.finds(any, `emails.value eq ${quoted(address("one", "a"))}`, ["straight"]);
    await judge.finds(any, `emails.value ew ${quoted(ending("b"))}`, ["straight", "crossed"]);
    await judge.finds(any, `emails.type eq "home"`, ["straight", "crossed", "homeOnly", "three"], { within: true });
    await judge.finds(any, `emails.type eq "work" and emails.value ew ${quoted(ending("a"))}`, ["straight", "crossed", "three"], { code: "filter/conditions-joined" });
    // The user without address: P47 and filter/negation.
    await judge.finds("7644-3.4.2.2-op-not", `not (emails.type eq "work")`, ["homeOnly"], { within: true, either: ["none"], code: "filter/not-any-value" });
    judge.done();
  },
});
