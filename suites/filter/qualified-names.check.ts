import { check, capability } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/qualified-names",
  title: "An attribute of the base schema may be named with its schema URN in front",
  failureTitle: "A filter with the schema URN in front of the name is refused or finds the wrong resources",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-abnf-attrpath", "7644-3.4.2.2-names-case-insensitive"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-core-urn-refused", "filter-core-urn-case-sensitive"],
  mutates: "own-resources",
  remedy: "Accept urn:…:User:userName wherever userName is accepted, without regard to case.",
  async run(context) {
    const { expect, scim, type } = context;
    const { attribute, pivot, where, judge, members } = await textCorpus(context);
    const expected = where((v) => v === pivot);
    const plain = `${attribute} eq ${quoted(pivot)}`;
    if ((await judge.finds("7644-3.4.2.2-abnf-attrpath", plain, expected)) !== "right") return judge.done();
    const part = 'name.familyName sw "scimspec-no-such"';
    // A server that does not filter by parts at all has not misread the URN.
    const parts = member(members.get("equal")?.body, "name") !== undefined && (await scim.list(type, { filter: part, count: "1" })).ok ? [part] : [];
    const cases: readonly (readonly [requirement: string, filter: string, expected: readonly string[]])[] = [
      ["7644-3.4.2.2-abnf-attrpath", `${type.schema}:${plain}`, expected],
      ["7644-3.4.2.2-names-case-insensitive", `${type.schema.toUpperCase()}:${plain}`, expected],
      ...parts.map((filter) => ["7644-3.4.2.2-abnf-attrpath", `${type.schema}:${filter}`, []] as const),
    ];
    for (const [requirement, filter, found] of cases) {
      const outcome = await judge.finds(requirement, filter, found);
      // The short form works, so declining this one is a misreading of the name.
      if (outcome === "declined") expect.of(requirement).that(false, { message: `the filter ${filter} is refused although it works without the URN`, expected: "the same result", actual: "declined" });
    }
  },
});
