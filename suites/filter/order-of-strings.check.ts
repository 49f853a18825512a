import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/order-of-strings",
  title: "gt, ge, lt and le compare strings in lexicographic order, ge and le including the value itself",
  failureTitle: "gt, ge, lt or le finds the wrong strings",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-gt", "7644-3.4.2.2-op-ge", "7644-3.4.2.2-op-lt", "7644-3.4.2.2-op-le"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-gt-inclusive", "filter-ge-exclusive", "filter-lt-inclusive", "filter-le-exclusive"],
  mutates: "own-resources",
  remedy: "Compare strings in lexicographic order; gt and lt leave the equal value out, ge and le keep it; a resource without value never matches.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context);
    const has = (test: (value: string) => boolean): readonly string[] => where((v) => v !== undefined && test(v));
    await judge.finds("7644-3.4.2.2-op-gt", `${attribute} gt ${quoted(pivot)}`, has((v) => v > pivot), { within: true });
    await judge.finds("7644-3.4.2.2-op-ge", `${attribute} ge ${quoted(pivot)}`, has((v) => v >= pivot), { within: true });
    await judge.finds("7644-3.4.2.2-op-lt", `${attribute} lt ${quoted(pivot)}`, has((v) => v < pivot), { within: true });
    await judge.finds("7644-3.4.2.2-op-le", `${attribute} le ${quoted(pivot)}`, has((v) => v <= pivot), { within: true });
    judge.done();
  },
});
