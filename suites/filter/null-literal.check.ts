import { check, capability } from "../../src/engine/api.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/null-literal",
  title: "eq null finds the resources without a value, ne null those with one",
  failureTitle: "eq null or ne null is declined or finds the wrong resources",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-abnf-compvalue"],
  needs: [capability("filter")],
  after: ["filter/presence"],
  detects: ["filter-null-never-matches"],
  mutates: "own-resources",
  remedy: "Treat null as no value (RFC 7643 section 2.5): eq null means not (… pr), ne null means pr.",
  async run(context) {
    const { expect } = context;
    const { attribute, where, judge } = await textCorpus(context);
    const id = "7644-3.4.2.2-abnf-compvalue";
    const terms = { within: true, code: "filter/null-comparison" };
    for (const [operator, expected] of [["eq", where((v) => v === undefined)], ["ne", where((v) => v !== undefined)]] as const) {
      const filter = `${attribute} ${operator} null`;
      const declined = (await judge.finds(id, filter, expected, terms)) === "declined";
      if (declined && judge.sent(filter, terms) !== undefined) expect.of(id, terms.code).that(false, { message: `the server declines ${filter}`, expected: `the resources ${operator === "eq" ? "without" : "with"} a value`, actual: "declined" });
    }
    judge.done();
  },
});
