/** Seeded faults of filters. */
import type { Behaviour } from "../../behaviour.ts";
import { ScimError, type Filter, type Json, type Operator } from "../../types.ts";
import { aLatinLetter, aMark, amongPunctuation, aPart, holds } from "./characters.ts";
import { family, type SeededFamily } from "./family.ts";

const R = "7644-3.4.2.2";

/** Alters a parsed filter from the leaves up; `change` gets each node with its depth below the root. */
function mapped(filter: Filter, change: (filter: Filter, depth: number) => Filter, depth = 0): Filter {
  if (filter.kind === "and" || filter.kind === "or") return change({ ...filter, left: mapped(filter.left, change, depth + 1), right: mapped(filter.right, change, depth + 1) }, depth);
  return change(filter.kind === "not" ? { ...filter, inner: mapped(filter.inner, change, depth + 1) } : filter, depth);
}

const parses = (change: (filter: Filter, depth: number) => Filter) => (b: Behaviour): Partial<Behaviour> => ({ parseFilter: (text, types, call) => mapped(b.parseFilter(text, types, call), change) });

/** The terms of a chain of one operator, in order. */
function chain(filter: Filter, kind: "and" | "or"): readonly Filter[] {
  return filter.kind === kind ? [...chain(filter.left, kind), filter.right] : [filter];
}

function unchained(terms: readonly Filter[], kind: "and" | "or"): Filter {
  const [first, ...rest] = terms;
  if (!first) throw new Error("a chain has terms");
  return rest.reduce<Filter>((left, right) => ({ kind, left, right }), first);
}

/** Loses one term of each chain of at least that many that stands inside another expression. */
function losing(filter: Filter, kind: "and" | "or", n: number, least: number, inside = false): Filter {
  if (filter.kind === kind) {
    const terms = chain(filter, kind).map((t) => losing(t, kind, n, least, true));
    return unchained(inside && terms.length >= least ? terms.filter((_t, i) => i !== n - 1) : terms, kind);
  }
  if (filter.kind === "and" || filter.kind === "or") return { ...filter, left: losing(filter.left, kind, n, least, true), right: losing(filter.right, kind, n, least, true) };
  return filter.kind === "not" ? { ...filter, inner: losing(filter.inner, kind, n, least, true) } : filter;
}

const losingTerm = (kind: "and" | "or"): SeededFamily =>
  family({
    id: `filter-${kind}-term-lost`,
    area: "filter",
    title: `A term of a chain of ${kind} inside another expression is lost`,
    requirements: [`${R}-op-${kind}`],
    draw: (d) => d.pick([[1, 3], [2, 3], [3, 3]] as readonly [readonly [number, number], ...(readonly [number, number])[]]),
    words: ([n, least]) => `term ${n} of a chain of at least ${least} inside another expression`,
    apply: ([n, least]) => (b) => ({ parseFilter: (text, types, call) => losing(b.parseFilter(text, types, call), kind, n, least) }),
  });

const compares = (change: (next: boolean, value: Json, operator: Operator, literal: unknown) => boolean) => (b: Behaviour): Partial<Behaviour> => ({
  compare: (value, operator, literal, definition) => change(b.compare(value, operator, literal, definition), value, operator, literal),
});

export const seededFilterFaults: readonly SeededFamily[] = [
  family({
    id: "filter-part-of-unicode",
    area: "filter",
    title: "Texts with characters of a part of Unicode are never found",
    requirements: [`${R}-op-eq`, `${R}-op-co`],
    draw: aPart,
    words: (c) => `${c.name} in the value of the filter`,
    apply: (c) => compares((next, _value, operator, literal) => next && !(operator !== "ne" && typeof literal === "string" && holds(c, literal))),
  }),
  family({
    id: "filter-latin-letter",
    area: "filter",
    title: "A letter of Latin-1 in a filter is misread",
    requirements: [`${R}-op-eq`, `${R}-op-co`],
    draw: aLatinLetter,
    words: (c) => `${c.name} in the value of the filter`,
    apply: (c) => compares((next, _value, operator, literal) => next && !(operator !== "ne" && typeof literal === "string" && holds(c, literal))),
  }),
  family({
    id: "filter-mark-as-wildcard",
    area: "filter",
    title: "A character of ASCII in a filter stands for anything",
    requirements: [`${R}-op-eq`, `${R}-only-matching-returned`],
    draw: aMark,
    words: (c) => `${c.name} between other punctuation in the value of the filter`,
    apply: (c) => compares((next, value, operator, literal) => next || (["eq", "co", "sw", "ew"].includes(operator) && typeof value === "string" && typeof literal === "string" && amongPunctuation(c, literal).length > 0)),
  }),
  family({
    id: "filter-precedence-deep",
    area: "filter",
    title: "or binds before and, but only inside parentheses",
    requirements: [`${R}-precedence-not-and-or`],
    draw: (d) => d.pick(["left", "right"] as const),
    words: (side) => `an and on the ${side} of an or, inside parentheses`,
    apply: (side) => parses((f, depth) => {
      if (depth < 1 || f.kind !== "or") return f;
      const inner = f[side];
      if (inner.kind !== "and") return f;
      return side === "right" ? { kind: "and", left: { kind: "or", left: f.left, right: inner.left }, right: inner.right } : { kind: "and", left: inner.left, right: { kind: "or", left: inner.right, right: f.right } };
    }),
  }),
  family({
    id: "filter-not-inside",
    area: "filter",
    title: "not is lost around some kinds of expressions inside an and or an or",
    requirements: [`${R}-op-not`],
    draw: (d) => d.pick<readonly ["and" | "or", "and" | "or"]>([["or", "and"], ["or", "or"], ["and", "or"]]),
    words: ([outer, inner]) => `not around ${inner} as the right side of ${outer}`,
    apply: ([outer, inner]) => parses((f) => (f.kind === outer && f.right.kind === "not" && f.right.inner.kind === inner ? { ...f, right: f.right.inner } : f)),
  }),
  family({
    id: "filter-double-negation",
    area: "filter",
    title: "not of not is taken for one not",
    requirements: [`${R}-op-not`],
    draw: (d) => d.pick(["compare", "any"] as const),
    words: (kind) => `not of not of ${kind === "any" ? "any expression" : "a comparison"}`,
    apply: (kind) => parses((f) => (f.kind === "not" && f.inner.kind === "not" && (kind === "any" || f.inner.inner.kind === kind) ? f.inner : f)),
  }),
  losingTerm("or"),
  losingTerm("and"),
  family({
    id: "filter-value-path-operator",
    area: "filter",
    title: "One operator is read as another inside the brackets of a value path, next to a second condition",
    requirements: [`${R}-value-path-same-value`],
    draw: (d) => d.pick(["equality"] as const),
    words: (how) => `co and sw beside and or or in brackets, read as ${how === "equality" ? "eq" : "sw"}`,
    apply: (how) => (b) => ({
      matchesValue(f, value, definition, call) {
        const strict = (x: Filter): Filter => (x.kind === "compare" && (x.operator === "co" || (x.operator === "sw" && how === "equality")) ? { ...x, operator: how === "equality" ? "eq" : "sw" } : x);
        return b.matchesValue(f.kind === "and" || f.kind === "or" ? { ...f, left: strict(f.left), right: strict(f.right) } : f, value, definition, call);
      },
    }),
  }),
  family({
    id: "filter-nth-element",
    area: "filter",
    title: "Later values of a multi-valued attribute are not compared",
    requirements: [`${R}-multivalued-any-match`],
    draw: (d) => d.int(3, 4),
    words: (n) => `the values from number ${n} on of anything but emails`,
    apply: (n) => (b) => ({
      matches: (f, resource, type, call) => b.matches(f, f.kind === "compare" || f.kind === "values" ? Object.fromEntries(Object.entries(resource).map(([k, v]) => [k, Array.isArray(v) && !["schemas", "members", "emails"].includes(k) ? (v as Json[]).slice(0, n - 1) : v])) : resource, type, call),
    }),
  }),
  family({
    id: "filter-spelling",
    area: "filter",
    title: "An operator that is not in lower case is refused next to not",
    requirements: [`${R}-operators-case-insensitive`],
    draw: (d) => d.pick(["eq", "co", "sw", "ew", "pr"] as const),
    words: (operator) => `${operator.toUpperCase()} in a filter with not`,
    apply: (operator) => (b) => ({
      parseFilter(text, types, call) {
        const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "x");
        const spelled = bare.split(/[\s()[\]]+/).some((w) => w !== operator && w.toLowerCase() === operator);
        if (spelled && /\bnot\b/i.test(bare)) throw new ScimError(400, "This is no operator.", "invalidFilter");
        return b.parseFilter(text, types, call);
      },
    }),
  }),
  family({
    id: "filter-parentheses-nested",
    area: "filter",
    title: "An expression in several parentheses is ignored",
    requirements: [`${R}-precedence-grouping-first`],
    draw: (d) => d.int(3, 4),
    words: (n) => `exactly ${n} opening parentheses in a row`,
    apply: (n) => (b) => ({ parseFilter: (text, types, call) => (new RegExp(`(^|[^(])\\({${n}}([^(]|$)`).test(text.replace(/"(?:[^"\\]|\\.)*"/g, "x")) ? { kind: "present", path: { urn: null, attribute: "id", sub: null } } : b.parseFilter(text, types, call)) }),
  }),
  family({
    id: "filter-unbalanced-accepted",
    area: "filter",
    title: "A parenthesis too few is closed in silence, but only where others are closed",
    requirements: ["7644-3.4.2.2-abnf-conformance"],
    draw: (d) => d.int(2, 3),
    words: (n) => `one closing parenthesis missing of at least ${n}, in a filter with not`,
    apply: (n) => (b) => ({
      parseFilter(text, types, call) {
        const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "x");
        const [open, closed] = [bare.split("(").length - 1, bare.split(")").length - 1];
        return b.parseFilter(open === closed + 1 && open >= n && /\bnot\b/i.test(bare) ? `${text})` : text, types, call);
      },
    }),
  }),
  family({
    id: "filter-word-missing-500",
    area: "filter",
    title: "A filter that ends too early answers 500, but only behind a certain word",
    requirements: ["7644-3.4.2.2-abnf-conformance"],
    draw: (d) => d.pick(["eq|ne|co|sw|ew|gt|ge|lt|le", "and", "or"] as const),
    words: (word) => `${word.includes("|") ? "an operator" : word} as the last word of a filter with parentheses`,
    apply: (word) => (b) => ({
      parseFilter(text, types, call) {
        if (text.includes("(") && new RegExp(`\\s(${word})[\\s)]*$`, "i").test(text)) throw new ScimError(500, "Index out of range.");
        return b.parseFilter(text, types, call);
      },
    }),
  }),
  family({
    id: "filter-total-of-or",
    area: "search",
    title: "POST /.search with or gives other results than GET",
    requirements: ["7644-3.4.3-search-via-post"],
    draw: (d) => d.pick(["first", "last"] as const),
    words: (which) => `the ${which} result of a search whose filter holds or and and`,
    apply: (which) => (b) => ({
      select(found, types, call) {
        const selected = b.select(found, types, call);
        const text = call.query.filter?.replace(/"(?:[^"\\]|\\.)*"/g, "x") ?? "";
        if (!call.request.path.endsWith("/.search") || !/\bor\b/i.test(text) || !/\band\b/i.test(text) || selected.length < 2) return selected;
        return which === "first" ? selected.slice(1) : selected.slice(0, -1);
      },
    }),
  }),
  family({
    id: "filter-quote-behind",
    area: "filter",
    title: "Text behind an escaped character in a filter is cut off",
    requirements: [`${R}-op-eq`],
    draw: (d) => d.pick(['"', "\\"] as const),
    words: (c) => `${c} followed by ASCII punctuation in the value of the filter`,
    apply: (c) => (b) => ({
      parseFilter: (text, types, call) => mapped(b.parseFilter(text, types, call), (f) => {
        if (f.kind !== "compare" || typeof f.literal !== "string") return f;
        const at = f.literal.indexOf(c);
        return at >= 0 && /^[!-/:-@[-`{-~]/.test(f.literal.slice(at + 1)) ? { ...f, literal: f.literal.slice(0, at + 1) } : f;
      }),
    }),
  }),
  family({
    id: "filter-present-of-extension",
    area: "filter",
    title: "pr on an extension attribute is left out beside other conditions",
    requirements: [`${R}-op-pr`],
    draw: (d) => d.int(1, 2),
    words: (least) => `pr on an extension attribute beside another condition, ${least} or more levels deep`,
    apply: (least) => parses((f, depth) => {
      const lost = (part: Filter): boolean => part.kind === "present" && part.path.urn !== null && /extension/.test(part.path.urn);
      if ((f.kind !== "and" && f.kind !== "or") || depth < least) return f;
      return lost(f.left) ? f.right : lost(f.right) ? f.left : f;
    }),
  }),
];
