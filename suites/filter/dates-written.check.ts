import { check, capability } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { quoted } from "./corpus.ts";
import { dateTimeAt } from "./dates.ts";
import { typedCorpus } from "./typed.ts";

const PIVOT = Date.parse("2024-01-01T00:30:00Z");

export default check({
  id: "filter/dates-written",
  title: "dateTime attributes compare in order of time, across offsets and fractions",
  failureTitle: "dateTime attributes do not compare in order of time",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-gt", "7644-3.4.2.2-op-ge", "7644-3.4.2.2-op-lt", "7644-3.4.2.2-op-le"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-date-compared-as-text", "filter-date-fraction-ignored"],
  mutates: "own-resources",
  remedy: "Convert both dateTime values to instants before comparing them.",
  async run(context) {
    const corpus = await typedCorpus(context, "dateTime");
    if (!corpus) return context.skip(`the schema of ${context.type.name} has no dateTime attribute that a client may set, or the server does not keep its values`);
    const { attribute, judge, where } = corpus;
    const has = (test: (value: number) => boolean): readonly string[] => where((v) => test(instant(String(v))));
    for (const [operator, test] of [["gt", (v: number) => v > PIVOT], ["ge", (v: number) => v >= PIVOT], ["lt", (v: number) => v < PIVOT], ["le", (v: number) => v <= PIVOT]] as const) {
      for (const hours of [0, 2]) await judge.finds(`7644-3.4.2.2-op-${operator}`, `${attribute} ${operator} ${quoted(dateTimeAt(PIVOT, hours))}`, has(test), { within: true });
    }
    judge.done();
  },
});
