import { check, capability } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";
import type { CheckContext } from "../../src/model/check.ts";

/** The same ASCII letters in the other case. */
const flipped = (text: string): string => text.replace(/[a-z]/gi, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()));

/** Singular strings that the server's schema declares as caseExact false. */
function loose({ target, type }: CheckContext, names: readonly string[]): readonly string[] {
  return names.filter((name, i) => names.indexOf(name) === i && target.attribute(type, name)?.caseExact === false);
}

export default check({
  id: "filter/case-ignored",
  title: "Strings whose schema says caseExact false compare without regard to case",
  failureTitle: "Strings whose schema says caseExact false compare with regard to case",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-string-case-by-caseexact", "7643-2.2-default-case-exact-false", "7643-7-case-sensitivity-in-filters"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-username-case-sensitive", "filter-substring-case-sensitive"],
  mutates: "own-resources",
  remedy: "Compare values of attributes with caseExact false without regard to case, with every operator.",
  async run(context) {
    const { attribute, judge, members, pivot, where } = await textCorpus(context);
    const own = members.get("equal")?.body;
    for (const name of loose(context, [attribute, "userName", "displayName"])) {
      const value = member(own, name);
      if (typeof value !== "string") continue;
      const filter = `${name} eq ${quoted(flipped(value))}`;
      await judge.finds("7644-3.4.2.2-string-case-by-caseexact", filter, ["equal"]);
    }
    if (loose(context, [attribute]).length > 0) {
      const other = flipped(pivot);
      await judge.finds("7643-7-case-sensitivity-in-filters", `${attribute} co ${quoted(other)}`, where((v) => v?.includes(pivot) === true));
      await judge.finds("7643-2.2-default-case-exact-false", `${attribute} sw ${quoted(other)}`, where((v) => v?.startsWith(pivot) === true));
      await judge.finds("7644-3.4.2.2-string-case-by-caseexact", `${attribute} ew ${quoted(other)}`, where((v) => v?.endsWith(pivot) === true));
    }
    judge.done();
  },
});
