import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/precedence",
  title: "not binds before and, and before or",
  failureTitle: "not, and and or bind in the wrong order",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-precedence-not-and-or", "7644-3.4.2.2-precedence-attribute-operators", "7644-3.4.2.2-op-not"],
  needs: [capability("filter")],
  after: ["filter/and-or", "filter/negation"],
  detects: ["filter-left-to-right", "filter-not-binds-wrong"],
  mutates: "own-resources",
  remedy: "Evaluate not first, then and, then or.",
  async run(context) {
    const { attribute, pivot, valueOf, where, judge } = await textCorpus(context);
    const [starts, ends] = [`${attribute} sw ${quoted(pivot)}`, `${attribute} ew ${quoted(pivot)}`];
    const lower = `${attribute} eq ${quoted(valueOf("lower") ?? "")}`;
    const order = "7644-3.4.2.2-precedence-not-and-or";
    const both = (v: string | undefined): boolean => v?.startsWith(pivot) === true && v.endsWith(pivot);
    // (lower or starts) and ends would leave lower out; ends and (starts or lower) would, too.
    const expected = where((v) => v === valueOf("lower") || both(v));
    await judge.finds(order, `${lower} or ${starts} and ${ends}`, expected);
    await judge.finds(order, `${ends} and ${starts} or ${lower}`, expected);
    const rest = where((v) => v?.startsWith(pivot) === true && !v.endsWith(pivot));
    await judge.finds(order, `not (${ends}) and ${starts}`, rest);
    await judge.finds("7644-3.4.2.2-op-not", `${starts} and not (${ends})`, rest);
    await judge.finds("7644-3.4.2.2-precedence-attribute-operators", `${starts} and ${ends}`, where(both));
    judge.done();
  },
});
