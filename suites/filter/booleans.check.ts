import { check, capability } from "../../src/engine/api.ts";
import { typedCorpus } from "./typed.ts";

export default check({
  id: "filter/booleans",
  title: "eq true and eq false find the resources that show that value",
  failureTitle: "A boolean in a filter finds resources that show another value",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-eq", "7644-3.4.2.2-op-ne", "7644-3.4.2.2-op-pr"],
  needs: [capability("filter")],
  after: ["filter/equality", "create/active-false", "schema/characteristics"],
  detects: ["filter-active-disagrees-with-rendering", "filter-pr-false-is-absent"],
  mutates: "own-resources",
  remedy: "Evaluate the filter on the value that the resource shows; false is a value.",
  async run(context) {
    const corpus = await typedCorpus(context, "boolean");
    if (!corpus) return context.skip(`the schema of ${context.type.name} has no boolean attribute that a client may set, or the server does not keep its values`);
    const { attribute, judge, where, shown } = corpus;
    const without = [...shown].filter(([, v]) => v === undefined).map(([name]) => name);
    const terms = { within: true };
    await judge.finds("7644-3.4.2.2-op-eq", `${attribute} eq true`, where((v) => v === true), terms);
    // Whether no value counts as false is the server's own rule where it shows none.
    await judge.finds("7644-3.4.2.2-op-eq", `${attribute} eq false`, where((v) => v === false), { ...terms, either: without });
    await judge.finds("7644-3.4.2.2-op-ne", `${attribute} ne true`, where((v) => v !== true), { ...terms, either: without });
    await judge.finds("7644-3.4.2.2-op-pr", `${attribute} pr`, where(() => true), { ...terms, either: without });
    judge.done();
  },
});
