import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/case-of-names",
  title: "Attribute names in filters are read without regard to case",
  failureTitle: "A filter depends on the case in which an attribute name is written",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-names-case-insensitive", "7643-2.1-names-case-insensitive-paths"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-attribute-name-case-sensitive", "filter-subattribute-name-case-sensitive"],
  mutates: "own-resources",
  remedy: "Look attribute and sub-attribute names up without regard to case.",
  async run(context) {
    const { expect } = context;
    const { attribute, pivot, where, judge, members } = await textCorpus(context);
    const expected = where((v) => v === pivot);
    const names = "7644-3.4.2.2-names-case-insensitive";
    const usual = `${attribute} eq ${quoted(pivot)}`;
    if ((await judge.finds(names, usual, expected)) !== "right") return judge.done();
    const refused = (requirement: string, filter: string): boolean => expect.of(requirement).that(false, { message: `the filter ${filter} is refused although another case of the name works`, expected: "the same result", actual: "declined" });
    for (const [requirement, name] of [[names, attribute.toLowerCase()], ["7643-2.1-names-case-insensitive-paths", attribute.toUpperCase()]] as const) {
      const filter = `${name} eq ${quoted(pivot)}`;
      if ((await judge.finds(requirement, filter, expected)) === "declined") refused(requirement, filter);
    }
    const everyone = [...members.keys()];
    if ((await judge.finds(names, `meta.resourceType eq ${quoted(context.type.name)}`, everyone, { within: true })) !== "right") return;
    const part = `META.RESOURCETYPE eq ${quoted(context.type.name)}`;
    if ((await judge.finds(names, part, everyone, { within: true })) === "declined") refused(names, part);
  },
});
