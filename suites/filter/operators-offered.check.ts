import { check, capability } from "../../src/engine/api.ts";
import { ask, quoted } from "./corpus.ts";
import { textSearch } from "./syntax-support.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/operators-offered",
  title: "Every operator of RFC 7644 works on a text attribute",
  failureTitle: "Some operators of RFC 7644 are declined on a text attribute",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-eq", "7644-3.4.2.2-op-ne", "7644-3.4.2.2-op-co", "7644-3.4.2.2-op-sw", "7644-3.4.2.2-op-ew", "7644-3.4.2.2-op-pr", "7644-3.4.2.2-op-gt", "7644-3.4.2.2-op-ge", "7644-3.4.2.2-op-lt", "7644-3.4.2.2-op-le"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-ne-unsupported"],
  mutates: "own-resources",
  remedy: "Support the operators of table 3 of RFC 7644 on text attributes; clients rely on them.",
  async run(context) {
    const { expect, scim, type } = context;
    const corpus = await textCorpus(context);
    const { narrow } = corpus;
    // Where the server does not filter by that attribute at all, the operators are tried on the one that it takes.
    const declined = (await ask(scim, corpus, `${corpus.attribute} eq ${quoted(corpus.pivot)}`)).response.status === 400;
    const { found } = declined ? await textSearch(context) : { found: undefined };
    const [attribute, pivot] = found?.place.type.name === type.name ? [found.place.path, found.value] : [corpus.attribute, corpus.pivot];
    for (const operator of ["eq", "ne", "co", "sw", "ew", "pr", "gt", "ge", "lt", "le"]) {
      const filter = operator === "pr" ? `${attribute} pr` : `${attribute} ${operator} ${quoted(pivot)}`;
      // What other checks ask for, as far as it is answered; a refusal could be meant for and.
      const narrowed = narrow === null || ["eq", "co", "sw", "ew"].includes(operator) ? undefined : await ask(scim, corpus, `${narrow} and ${filter}`);
      const { response } = narrowed?.response.ok === true ? narrowed : await ask(scim, corpus, filter);
      const { status } = response;
      const refused = status === 400 || status === 403 || status === 405 || status === 501;
      expect.of(`7644-3.4.2.2-op-${operator}`, refused ? "filter/operator-declined" : undefined).that(response.ok, { message: `the filter ${filter} is ${refused ? "declined" : "answered"} with ${status}`, expected: 200, actual: status, at: response, pointer: "status" });
    }
  },
});
