import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/and-or",
  title: "and finds what satisfies both conditions, or what satisfies one of them",
  failureTitle: "and or or combines conditions wrongly",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-and", "7644-3.4.2.2-op-or", "7644-3.4.2.2-logical-combination", "7644-3.4.2.2-abnf-logexp"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/substrings"],
  detects: ["filter-and-left-only", "filter-or-right-only", "filter-or-duplicates"],
  mutates: "own-resources",
  remedy: "Combine the results of the two sides by the truth table of and and or.",
  async run(context) {
    const { expect, scim, type } = context;
    const { attribute, pivot, where, judge, valueOf } = await textCorpus(context);
    const [starts, ends, equals] = [`${attribute} sw ${quoted(pivot)}`, `${attribute} ew ${quoted(pivot)}`, `${attribute} eq ${quoted(pivot)}`];
    const lower = `${attribute} eq ${quoted(valueOf("lower") ?? "")}`;
    const both = where((v) => v === pivot);
    const one = where((v) => v?.startsWith(pivot) === true || v?.endsWith(pivot) === true);
    const outcomes = [
      await judge.finds("7644-3.4.2.2-op-and", `${starts} and ${ends}`, both),
      await judge.finds("7644-3.4.2.2-op-and", `${ends} and ${starts}`, both),
      await judge.finds("7644-3.4.2.2-op-and", `${equals} and ${lower}`, []),
      await judge.finds("7644-3.4.2.2-op-or", `${starts} or ${ends}`, one),
      await judge.finds("7644-3.4.2.2-op-or", `${lower} or ${equals}`, where((v) => v === pivot || v === valueOf("lower"))),
      await judge.finds("7644-3.4.2.2-op-or", `${equals} or ${attribute} eq ${quoted(`${pivot}-none`)}`, both),
      await judge.finds("7644-3.4.2.2-abnf-logexp", `${lower} or ${equals} or ${ends}`, where((v) => v === valueOf("lower") || v?.endsWith(pivot) === true)),
      await judge.finds("7644-3.4.2.2-abnf-logexp", `${starts} and ${ends} and ${equals}`, both),
    ];
    const refused = outcomes.every((o) => o === "declined");
    expect.of("7644-3.4.2.2-logical-combination").observe(refused ? "the server declines every logical operator" : "the server combines conditions with logical operators");
    if (refused) judge.done();
    // A resource that satisfies both sides is one result (RFC 7644 section 3.4.2).
    const twice = await scim.list(type, { filter: `${equals} or ${starts}` });
    const ids = twice.resources.map((r) => r["id"] ?? null);
    if (twice.ok) expect.of("7644-3.4.2.2-op-or").that(new Set(ids).size === ids.length, { message: `a resource that satisfies both sides of or is listed more than once`, expected: [...new Set(ids)], actual: ids, at: twice, pointer: "/Resources" });
  },
});
