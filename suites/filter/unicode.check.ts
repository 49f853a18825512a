import { check, attribute, capability } from "../../src/engine/api.ts";
import { corpusOf, quoted } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { accented } from "./parts.ts";

export default check({
  id: "filter/unicode",
  title: "Strings are prepared before they are compared: other normalisation form and case find the same value",
  failureTitle: "Another normalisation form or case of a non-ASCII value is not found",
  for: "User",
  verifies: ["7644-7.8-prepare-unicode"],
  needs: [capability("filter"), attribute.writable("User", "title")],
  after: ["filter/equality", "filter/case-ignored", "http/unicode"],
  detects: ["filter-unicode-not-prepared"],
  mutates: "own-resources",
  remedy: "Normalise (and, for caseExact false, fold the case of) both strings before comparing them.",
  async run(context) {
    const corpus = await corpusOf(context, context.type, "unicode");
    const value = accented(corpus.tag);
    const kept = corpus.members.get("accent")?.body["title"];
    if (typeof kept !== "string" || kept.normalize("NFC") !== value) context.skip("the server does not keep a title with an accent as it was sent");
    const judge = new FilterJudge(context, corpus, (name) => (name === "accent" ? "title … Élan" : "title … Elan"));
    const id = "7644-7.8-prepare-unicode";
    // A collation that ignores accents may find the plain one too.
    const terms = { either: ["plain"], code: "filter/unicode-not-prepared" };
    await judge.finds(id, `title eq ${quoted(value.normalize("NFD"))}`, ["accent"], terms);
    if (context.target.attribute(context.type, "title")?.caseExact === false) await judge.finds(id, `title eq ${quoted(`${corpus.tag} éLAN`.normalize("NFC"))}`, ["accent"], terms);
    judge.done();
  },
});
