import { check, capability } from "../../src/engine/api.ts";
import { equalAsSets } from "../../src/scim/value.ts";
import { makeCorpus, quoted } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export default check({
  id: "filter/simple-multi-valued",
  title: "A filter on a list of plain strings matches if any of them does",
  failureTitle: "A filter on a list of plain strings does not look at each of them",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-multivalued-any-match"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-string-list-joined"],
  mutates: "own-resources",
  remedy: "Test each value of the list on its own.",
  async run(context) {
    const { target, type, skip } = context;
    const found = target.attributes(type).find((a) => a.schema !== "" && !a.extension && a.multiValued && a.type === "string" && a.mutability === "readWrite" && a.returned !== "never" && a.canonicalValues.length === 0 && target.maySend(type, a.name));
    if (!found) return skip(`the schema of ${type.name} has no multi-valued attribute of plain strings (/Schemas)`);
    const { name } = found;
    const lists = (tag: string): Readonly<Record<string, string[]>> => ({ both: [`${tag}-red`, `${tag}-blue`], one: [`${tag}-blue`], joined: [`${tag}-red-green`] });
    const corpus = await makeCorpus(context, type, "strings", (tag) => Object.fromEntries(Object.entries(lists(tag)).map(([k, v]) => [k, { [name]: v }])));
    const wanted = lists(corpus.tag);
    if (![...corpus.members].every(([k, { body }]) => equalAsSets(body[name], wanted[k]))) skip(`the server does not keep ${name} as it was sent`);
    const judge = new FilterJudge(context, corpus, (k) => `${name} ${JSON.stringify(wanted[k])}`);
    await judge.finds("7644-3.4.2.2-multivalued-any-match", `${name} eq ${quoted(`${corpus.tag}-blue`)}`, ["both", "one"]);
    await judge.finds("7644-3.4.2.2-multivalued-any-match", `${name} ew ${quoted(`${corpus.tag}-red`)}`, ["both"]);
    judge.done();
  },
});
