import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/grouping",
  title: "Parentheses group conditions and override the precedence of and and or",
  failureTitle: "Parentheses are ignored, or change the result wrongly",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-precedence-grouping-first", "7644-3.4.2.2-parentheses", "7644-3.4.2.2-grouping"],
  needs: [capability("filter")],
  after: ["filter/and-or", "filter/precedence", "filter/operators-offered"],
  detects: ["filter-grouping-lost"],
  mutates: "own-resources",
  remedy: "Evaluate what stands in parentheses first.",
  async run(context) {
    const { expect } = context;
    const { attribute, pivot, valueOf, where, judge } = await textCorpus(context);
    const [starts, ends] = [`${attribute} sw ${quoted(pivot)}`, `${attribute} ew ${quoted(pivot)}`];
    const lower = `${attribute} eq ${quoted(valueOf("lower") ?? "")}`;
    const both = where((v) => v?.startsWith(pivot) === true && v.endsWith(pivot));
    const first = "7644-3.4.2.2-precedence-grouping-first";
    const outcomes = [
      await judge.finds(first, `(${lower} or ${starts}) and ${ends}`, both),
      await judge.finds(first, `${ends} and (${starts} or ${lower})`, both),
      await judge.finds(first, `${ends} and ((${starts}) or (${lower}))`, both),
    ];
    const parentheses = "7644-3.4.2.2-parentheses";
    const declined = outcomes.includes("declined");
    expect.of(parentheses, declined ? "filter/parentheses-declined" : "filter/parentheses-wrong").that(outcomes.every((o) => o === "right"), { message: declined ? "the server declines parentheses in filters" : "parentheses in filters do not decide what is evaluated first", expected: "groups in parentheses first", actual: outcomes });
    expect.of("7644-3.4.2.2-grouping").observe(declined ? "the server declines to group with parentheses" : "the server accepts parentheses");
  },
});
