import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/case-of-operators",
  title: "Operators are read without regard to case",
  failureTitle: "A filter depends on the case in which an operator is written",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-operators-case-insensitive"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/and-or", "filter/negation"],
  detects: ["filter-operator-case-sensitive", "filter-logical-word-case-sensitive"],
  mutates: "own-resources",
  remedy: "Read eq, Eq and EQ alike; the same for the other operators and for and, or and not.",
  async run(context) {
    const { expect } = context;
    const { attribute, pivot, where, judge } = await textCorpus(context);
    const id = "7644-3.4.2.2-operators-case-insensitive";
    const both = where((v) => v === pivot);
    const literal = quoted(pivot);
    const compared = ["eq", "co", "sw", "ew", "ne", "gt", "ge", "lt", "le"].map((o) => [`${attribute} ${o} ${literal}`, `${attribute} ${o === "eq" ? "Eq" : o.toUpperCase()} ${literal}`, wanted(o), undefined] as const);
    const words = [
      [`${attribute} sw ${literal} and ${attribute} ew ${literal}`, `${attribute} sw ${literal} AND ${attribute} ew ${literal}`, both, "filter/logical-word-case"],
      [`not (${attribute} ew ${literal}) and ${attribute} sw ${literal}`, `NOT (${attribute} ew ${literal}) and ${attribute} sw ${literal}`, where((v) => v?.startsWith(pivot) === true && !v.endsWith(pivot)), "filter/logical-word-case"],
      [`${attribute} eq ${literal} or ${attribute} ew ${literal}`, `${attribute} eq ${literal} OR ${attribute} ew ${literal}`, where((v) => v?.endsWith(pivot) === true), "filter/logical-word-case"],
    ] as const;
    for (const [usual, other, expected, code] of [[`${attribute} pr`, `${attribute} PR`, where((v) => v !== undefined), undefined] as const, ...compared, ...words]) {
      const alone = / (eq|co|sw|ew) /.test(usual);
      const terms = { within: !alone, either: / ne /.test(usual) ? where((v) => v === undefined) : [], ...(code === undefined ? {} : { code }) };
      // What does not work in the usual spelling is the business of other checks.
      if ((await judge.finds(id, usual, expected, { ...terms, code: "filter/usual-spelling" })) !== "right") continue;
      if ((await judge.finds(id, other, expected, terms)) === "declined") expect.of(id, code).that(false, { message: `the filter ${other} is refused although ${usual} works`, expected: "the same result", actual: "declined" });
    }
    judge.done();

    function wanted(operator: string): readonly string[] {
      const test: Readonly<Record<string, (v: string) => boolean>> = { eq: (v) => v === pivot, ne: (v) => v !== pivot, co: (v) => v.includes(pivot), sw: (v) => v.startsWith(pivot), ew: (v) => v.endsWith(pivot), gt: (v) => v > pivot, ge: (v) => v >= pivot, lt: (v) => v < pivot, le: (v) => v <= pivot };
      return where((v) => v !== undefined && (test[operator]?.(v) ?? false));
    }
  },
});
