import { check, attribute, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/case-of-parts",
  title: "The schema's caseExact decides also for sub-attributes (emails.value)",
  failureTitle: "Sub-attributes with caseExact false compare with regard to case",
  for: "User",
  verifies: ["7644-3.4.2.2-string-case-by-caseexact"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/multi-valued", "filter/case-ignored"],
  detects: ["filter-subattribute-case-sensitive"],
  mutates: "own-resources",
  remedy: "Apply the caseExact of the sub-attribute that the filter names.",
  async run(context) {
    if (context.target.attribute(context.type, "emails.value")?.caseExact !== false) context.skip("the server's schema declares emails.value as caseExact true (/Schemas)");
    const { address, judge } = await emailCorpus(context);
    await judge.finds("7644-3.4.2.2-string-case-by-caseexact", `emails.value eq ${quoted(address("one", "a").toUpperCase())}`, ["straight"]);
    judge.done();
  },
});
