import { check, capability } from "../../src/engine/api.ts";
import { corpusOf, quoted } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { externalIds } from "./parts.ts";

export default check({
  id: "filter/external-id",
  title: "A resource is found by its externalId, compared with regard to case",
  failureTitle: "A resource is not found by its externalId, or in another case too",
  for: "each-resource-type",
  verifies: ["7643-3.1-external-id-filterable", "7643-3.1-external-id-case-exact", "7643-7-case-sensitivity-in-filters", "7644-3.4.2.2-string-case-by-caseexact"],
  needs: [capability("filter")],
  after: ["filter/equality", "create/external-id"],
  detects: ["filter-externalid-ignores-caseexact", "filter-externalid-never-matches"],
  mutates: "own-resources",
  remedy: "Let externalId eq find the resource with exactly that externalId; it is caseExact (RFC 7643 section 3.1).",
  async run(context) {
    const { expect, type } = context;
    if (!context.target.maySend(type, "externalId")) context.skip("the config says that externalId must not be sent (omit)");
    const corpus = await corpusOf(context, type, "external");
    const sent = externalIds(corpus.tag);
    if (!Object.entries(sent).every(([k, value]) => corpus.members.get(k)?.body["externalId"] === value)) context.skip(`the server does not keep externalId of ${type.name}`);
    const judge = new FilterJudge(context, corpus, (k) => `externalId ${String(corpus.members.get(k)?.body["externalId"] ?? "")}`);
    const filterable = "7643-3.1-external-id-filterable";
    const outcome = await judge.finds(filterable, `externalId eq ${quoted(`${corpus.tag}-AbC`)}`, ["own"], { code: "filter/external-id-not-found" });
    if (outcome === "declined") expect.of(filterable, "filter/external-id-declined").that(false, { message: `the server keeps externalId of ${type.name} but declines to filter on it`, expected: "a filter on externalId", actual: "declined" });
    if (outcome !== "right") return;
    const other = `externalId eq ${quoted(`${corpus.tag}-aBc`)}`;
    await judge.finds(["7643-3.1-external-id-case-exact", "7643-7-case-sensitivity-in-filters", "7644-3.4.2.2-string-case-by-caseexact"], other, []);
  },
});
