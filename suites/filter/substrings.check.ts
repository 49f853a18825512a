import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/substrings",
  title: "co, sw and ew find values that contain, begin with and end with the text",
  failureTitle: "co, sw or ew finds other values than those that contain, begin with or end with the text",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-co", "7644-3.4.2.2-op-sw", "7644-3.4.2.2-op-ew"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-co-as-sw", "filter-sw-as-co", "filter-ew-as-co"],
  mutates: "own-resources",
  remedy: "Test co as substring, sw as beginning and ew as end of the value; an equal value satisfies all three.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context);
    const has = (test: (value: string) => boolean): readonly string[] => where((v) => v !== undefined && test(v));
    await judge.finds("7644-3.4.2.2-op-co", `${attribute} co ${quoted(pivot)}`, has((v) => v.includes(pivot)));
    await judge.finds("7644-3.4.2.2-op-co", `${attribute} co ${quoted(pivot.slice(2))}`, has((v) => v.includes(pivot.slice(2))));
    await judge.finds("7644-3.4.2.2-op-sw", `${attribute} sw ${quoted(pivot)}`, has((v) => v.startsWith(pivot)));
    await judge.finds("7644-3.4.2.2-op-ew", `${attribute} ew ${quoted(pivot)}`, has((v) => v.endsWith(pivot)));
    judge.done();
  },
});
