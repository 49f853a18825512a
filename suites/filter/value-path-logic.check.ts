import { check, attribute, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/value-path-logic",
  title: "and, or, not and parentheses work inside brackets",
  failureTitle: "and, or, not or parentheses inside brackets give the wrong result",
  for: "User",
  verifies: ["7644-3.4.2.2-value-path-nested", "7644-3.4.2.2-value-path-same-value", "7644-3.4.2.2-abnf-valfilter"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/equality", "filter/value-path"],
  detects: ["filter-three-terms-in-valuepath-broken", "filter-valuepath-not-ignored"],
  mutates: "own-resources",
  remedy: "Evaluate the whole expression in the brackets against each value, with the precedence of filters: not, and, or.",
  async run(context) {
    const { expect } = context;
    const { ending, judge } = await emailCorpus(context);
    const [a, b, c] = [quoted(ending("a")), quoted(ending("b")), quoted(ending("c"))];
    const cases: readonly (readonly [filter: string, expected: readonly string[]])[] = [
      [`emails[type eq "home" and value ew ${b} or value ew ${c}]`, ["straight", "three"]],
      [`emails[type eq "home" and (value ew ${b} or value ew ${c})]`, ["straight"]],
      [`emails[type eq "other" or value ew ${b}]`, ["straight", "crossed", "three"]],
      [`emails[value ew ${a} and not (type eq "home")]`, ["straight"]],
    ];
    const nested = "7644-3.4.2.2-value-path-nested";
    for (const [filter, expected] of cases) {
      const outcome = await judge.finds(nested, filter, expected, { within: true, code: "filter/value-path-wrong" });
      if (outcome === "declined") expect.of(nested, "filter/value-path-logic-declined").that(false, { message: `the server declines ${filter}`, expected: "the logical operators of filters, also inside brackets", actual: "400 invalidFilter" });
      else expect.of("7644-3.4.2.2-abnf-valfilter").that(outcome === "right", { message: `the filter ${filter} is not evaluated as its brackets say`, expected: "right", actual: outcome });
    }
    await judge.finds("7644-3.4.2.2-value-path-same-value", `emails[type eq "work" and value ew ${a} or type eq "work" and value ew ${c}]`, ["straight", "three"]);
    judge.done();
  },
});
