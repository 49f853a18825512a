import { check, capability } from "../../src/engine/api.ts";
import { equalAsSets, isUnassigned } from "../../src/scim/value.ts";
import { corpusOf, quoted } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { stringList, stringLists } from "./parts.ts";

export default check({
  id: "filter/simple-multi-valued",
  title: "A filter on a list of plain strings matches if any of them does",
  failureTitle: "A filter on a list of plain strings does not look at each of them",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-multivalued-any-match"],
  needs: [capability("filter")],
  after: ["filter/equality", "schema/characteristics"],
  detects: ["filter-string-list-joined"],
  mutates: "own-resources",
  remedy: "Test each value of the list on its own.",
  async run(context) {
    const { target, type, skip } = context;
    const found = stringList(target, type);
    if (!found) return skip(`the schema of ${type.name} has no multi-valued attribute of plain strings (/Schemas)`);
    const { name } = found;
    const corpus = await corpusOf(context, type, "strings");
    const wanted = stringLists(corpus.tag);
    if (![...corpus.members].every(([k, { body }]) => (wanted[k] === undefined ? isUnassigned(body[name]) : equalAsSets(body[name], wanted[k])))) skip(`the server does not keep ${name} as it was sent`);
    const judge = new FilterJudge(context, corpus, (k) => `${name} ${JSON.stringify(wanted[k] ?? [])}`);
    await judge.finds("7644-3.4.2.2-multivalued-any-match", `${name} eq ${quoted(`${corpus.tag}-blue`)}`, ["both", "one"]);
    await judge.finds("7644-3.4.2.2-multivalued-any-match", `${name} ew ${quoted(`${corpus.tag}-red`)}`, ["both"]);
    judge.done();
  },
});
