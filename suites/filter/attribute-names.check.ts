import { check, capability } from "../../src/engine/api.ts";
import { judgeAllRefused, plainPath } from "./syntax-support.ts";

export default check({
  id: "filter/attribute-names",
  title: "A filter on a name that can be no attribute is refused",
  failureTitle: "A filter on a name that can be no attribute finds resources",
  verifies: ["7644-3.4.2.2-abnf-attrname", "7644-3.4.2.2-abnf-attrpath"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-odd-name-characters-dropped", "filter-third-name-part-dropped", "filter-odd-name-500"],
  mutates: "nothing",
  remedy: "Attribute names start with a letter and go on with letters, digits, hyphens and underscores, with at most one sub-attribute; answer others with 400 and scimType invalidFilter.",
  async run(context) {
    const { path } = plainPath(context.target);
    // A server that takes the name for an unknown attribute may find nothing (P63); it must not find anything.
    const none = "filter/odd-name-without-match";
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-attrname", [
      { filter: `1${path} pr`, flaw: "has a name that starts with a digit", none },
      { filter: `${path}! pr`, flaw: "has an exclamation mark in a name", none },
      { filter: `'${path}' pr`, flaw: "has a name in quotes", none },
      { filter: `${path}\u00e9 pr`, flaw: "has a letter outside ASCII in a name", none },
    ]);
    await judgeAllRefused(context, "7644-3.4.2.2-abnf-attrpath", [
      { filter: "meta.resourceType.x pr", flaw: "names a sub-attribute of a sub-attribute", none },
      { filter: `${path}. pr`, flaw: "has nothing behind the dot", none },
      { filter: "meta..resourceType pr", flaw: "has two dots", none },
    ]);
  },
});
