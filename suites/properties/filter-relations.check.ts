import { constantFrom, record } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { filters } from "../../src/generate/filters.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { evaluate } from "../../src/scim/filter/evaluate.ts";
import { bothOf, PLAIN, render, type Filter, type Style } from "../../src/scim/filter/filter.ts";
import { filterCorpus, idsIn, tooMuch, whyDeclined, type FilterCorpus } from "./filtered.ts";
import { searches } from "./list.ts";

const R = "7644-3.4.2.2";
type Relation = "and-narrows" | "or-widens" | "order-of-terms" | "double-negation" | "spelling" | "grouping" | "de-morgan" | "search" | "count-zero";

interface Related {
  readonly relation: Relation;
  readonly a: Filter;
  readonly b: Filter;
}

/** How the results of the second filter must lie to those of the first. */
interface Claim {
  readonly requirement: string;
  readonly left: string;
  readonly right: string;
  readonly is: "part" | "same";
  /** The way in which the first one is written, if nothing else tells it from the second. */
  readonly spelled?: { readonly filter: Filter; readonly style: Style };
}

const CAPITALS: Style = { operators: "upper", words: "upper", names: "upper", parentheses: 0 };

function claim({ relation, a, b }: Related, schema: string): Claim | null {
  const text = (f: Filter, style: Style = PLAIN): string => render(f, style, schema);
  const both = (kind: "and" | "or", terms: readonly Filter[]): string => text({ kind, terms });
  switch (relation) {
    case "and-narrows":
      return { requirement: `${R}-op-and`, left: both("and", [a, b]), right: text(a), is: "part" };
    case "or-widens":
      return { requirement: `${R}-op-or`, left: text(a), right: both("or", [a, b]), is: "part" };
    case "order-of-terms":
      return { requirement: `${R}-op-or`, left: both("or", [a, { kind: "and", terms: [b, a] }]), right: both("or", [{ kind: "and", terms: [a, b] }, a]), is: "same" };
    case "double-negation":
      return { requirement: `${R}-op-not`, left: text({ kind: "not", term: { kind: "not", term: a } }), right: text(a), is: "same" };
    case "spelling":
      return { requirement: `${R}-operators-case-insensitive`, left: text(a, CAPITALS), right: text(a), is: "same", spelled: { filter: a, style: CAPITALS } };
    case "grouping":
      return { requirement: `${R}-precedence-grouping-first`, left: `(${text(a, { ...PLAIN, parentheses: 2 })})`, right: text(a), is: "same" };
    case "de-morgan": {
      const negated = (f: Filter): Filter => ({ kind: "not", term: f });
      return { requirement: `${R}-op-not`, left: text(negated({ kind: "and", terms: [a, b] })), right: both("or", [negated(a), negated(b)]), is: "same" };
    }
    default:
      return null;
  }
}

/** What `not` makes of a missing value is open: De Morgan's law binds where each term is true or false of every resource, negated and not. */
function settled({ relation, a, b }: Related, corpus: FilterCorpus): boolean {
  if (relation !== "de-morgan") return true;
  const terms: readonly Filter[] = [a, b].flatMap((f): Filter[] => [f, { kind: "not", term: f }]);
  return [...corpus.resources.values()].every((r) => terms.every((t) => evaluate(t, r, corpus.leaves) !== null));
}

interface Results {
  readonly ids: ReadonlySet<string>;
  readonly response: ScimResponse;
}

/** What a filter finds. A server may decline it; then nothing can be compared. */
async function found(context: CheckContext, expect: Expect, corpus: FilterCorpus, text: string, { requirement, spelled }: Pick<Claim, "requirement" | "spelled">): Promise<Results | null> {
  const { scim, type, discard } = context;
  const response = await scim.list(type, { filter: bothOf(corpus.tag, text), count: "100" });
  const declined = await whyDeclined(context, corpus, response, spelled);
  if (declined !== null) return discard(declined);
  if (!expect.of(requirement).that(response.ok, { message: `the filter ${text} is answered with ${response.status}`, expected: 200, actual: response.status, at: response, pointer: "status" })) return null;
  const ids = idsIn(response, corpus);
  return ids ? { ids, response } : discard("the answer to a filter is a part of its results only");
}

async function judgeClaim(context: CheckContext, expect: Expect, corpus: FilterCorpus, c: Claim): Promise<void> {
  const right = await found(context, expect, corpus, c.right, { requirement: c.requirement });
  const left = right && (await found(context, expect, corpus, c.left, c));
  if (!right || !left) return;
  const outside = [...left.ids].filter((id) => !right.ids.has(id)).length;
  const lacking = c.is === "same" ? [...right.ids].filter((id) => !left.ids.has(id)).length : 0;
  expect.of(c.requirement).that(outside === 0 && lacking === 0, { message: `${c.left} gives ${left.ids.size} resources, ${outside} of which ${c.right} does not give${c.is === "same" ? `, and lacks ${lacking} that it gives` : ""}`, expected: c.is === "same" ? "the same resources" : "a part of them", actual: outside + lacking, at: left.response, pointer: "/Resources" });
}

/** The same filter as a search, and with count 0. */
async function judgeTransport(context: CheckContext, expect: Expect, corpus: FilterCorpus, { relation, a }: Related): Promise<void> {
  const { scim, type, discard } = context;
  const again = relation === "search" ? "as a search" : "with count=0";
  const requirement = relation === "search" ? "7644-3.4.3-search-response" : "7644-3.4.2.4-count-zero";
  const filter = bothOf(corpus.tag, render(a, PLAIN, type.schema));
  const known = await found(context, expect, corpus, render(a, PLAIN, type.schema), { requirement });
  if (!known) return;
  const other = relation === "search" ? await scim.search(type, { filter, count: 100 }) : await scim.list(type, { filter, count: "0" });
  if (tooMuch(other)) return discard(`a filter is answered with ${other.status} ${again}`);
  if (!other.ok) return void expect.of(requirement).that(false, { message: `the filter ${filter} is answered with 200 by GET, and with ${other.status} ${again}`, expected: 200, actual: other.status, at: other, pointer: "status" });
  const total = other.object?.["totalResults"] ?? null;
  expect.of(requirement).that(total === known.ids.size, { message: `the filter ${filter} has ${known.ids.size} results, and totalResults ${JSON.stringify(total)} ${again}`, expected: known.ids.size, actual: total, at: other, pointer: "/totalResults" });
  if (relation === "count-zero") return void expect.of(requirement).that(other.resources.length === 0, { message: `count=0 returns ${other.resources.length} resources`, expected: 0, actual: other.resources.length, at: other, pointer: "/Resources" });
  const ids = idsIn(other, corpus);
  if (!ids) return discard("the answer to a search is a part of its results only");
  const differing = [...known.ids].filter((id) => !ids.has(id)).length + [...ids].filter((id) => !known.ids.has(id)).length;
  expect.of(requirement).that(differing === 0, { message: `the filter ${filter} as a search differs from GET in ${differing} resources`, expected: "the same resources", actual: differing, at: other, pointer: "/Resources" });
}

export default check({
  id: "properties/filter-relations",
  title: "The results of related filters are related as logic demands",
  failureTitle: "The results of related filters contradict each other",
  for: "any-resource-type",
  verifies: [`${R}-op-and`, `${R}-op-or`, `${R}-op-not`, `${R}-operators-case-insensitive`, `${R}-precedence-grouping-first`, "7644-3.4.3-search-response", "7644-3.4.2.4-count-zero"],
  needs: [capability("filter")],
  after: ["filter/and-or", "filter/negation", "filter/grouping", "search/equal-to-get"],
  generates: true,
  detects: ["seeded-filter-double-negation", "seeded-filter-spelling", "seeded-filter-parentheses-nested", "seeded-filter-total-of-or"],
  mutates: "own-resources",
  remedy: "Evaluate every filter by the same code, however it is written and sent.",
  async run(context) {
    const { forAll, type } = context;
    const corpus = await filterCorpus(context);
    const search = await searches(context);
    const relations: readonly Relation[] = ["and-narrows", "or-widens", "order-of-terms", "double-negation", "double-negation", "spelling", "grouping", "de-morgan", "count-zero", ...(search ? (["search", "search"] as const) : [])];
    const related = record({ relation: constantFrom(...relations), a: filters(corpus.places), b: filters(corpus.places) }).map((r): Related => (settled(r, corpus) ? r : { ...r, relation: "double-negation" }));
    const show = (r: Related) => ({ relation: r.relation, a: render(r.a, PLAIN, type.schema), ...(/and|or|morgan/.test(r.relation) ? { b: render(r.b, PLAIN, type.schema) } : {}) });
    await forAll({ name: "related-as-logic-demands", weight: 1.4, show }, related, (r, expect) => {
      const c = claim(r, type.schema);
      return c ? judgeClaim(context, expect, corpus, c) : judgeTransport(context, expect, corpus, r);
    });
  },
});
