import { check, capability } from "../../src/engine/api.ts";
import { typedCorpus } from "./typed.ts";

export default check({
  id: "filter/numbers",
  title: "Integers and decimals compare as numbers",
  failureTitle: "Integers or decimals do not compare as numbers",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-eq", "7644-3.4.2.2-op-gt", "7644-3.4.2.2-op-ge", "7644-3.4.2.2-op-lt", "7644-3.4.2.2-op-le"],
  needs: [capability("filter")],
  after: ["filter/equality", "schema/characteristics"],
  detects: ["filter-numbers-compared-as-text", "filter-decimals-truncated"],
  mutates: "own-resources",
  remedy: "Compare numbers by their numeric value, decimals with their fraction.",
  async run(context) {
    const { skip, type } = context;
    // Text and number order, and a whole-number reading of decimals, give different sets (parts.ts).
    const corpora = [[9, await typedCorpus(context, "integer")], [9.5, await typedCorpus(context, "decimal")]] as const;
    const found = corpora.flatMap(([pivot, corpus]) => (corpus ? [{ pivot, corpus }] : []));
    if (found.length === 0) skip(`the schema of ${type.name} has no integer or decimal attribute that a client may set (/Schemas)`);
    for (const { pivot, corpus } of found) {
      const { attribute, judge, where } = corpus;
      const has = (test: (value: number) => boolean): readonly string[] => where((v) => typeof v === "number" && test(v));
      await judge.finds("7644-3.4.2.2-op-eq", `${attribute} eq ${pivot}`, has((v) => v === pivot), { within: true });
      await judge.finds("7644-3.4.2.2-op-gt", `${attribute} gt ${pivot}`, has((v) => v > pivot), { within: true });
      await judge.finds("7644-3.4.2.2-op-ge", `${attribute} ge ${pivot}`, has((v) => v >= pivot), { within: true });
      await judge.finds("7644-3.4.2.2-op-lt", `${attribute} lt ${pivot}`, has((v) => v < pivot), { within: true });
      await judge.finds("7644-3.4.2.2-op-le", `${attribute} le ${pivot}`, has((v) => v <= pivot), { within: true });
    }
    found[0]?.corpus.judge.done(found[1]?.corpus.judge);
  },
});
