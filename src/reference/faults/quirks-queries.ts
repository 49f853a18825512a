/** Ways in which conforming servers answer queries and requests that they do not take: none of them may make a check fail. */
import type { Call } from "../behaviour.ts";
import { locate } from "../definitions.ts";
import { ScimError, type AttributeDefinition, type AttributePath, type Filter, type Json, type JsonObject, type ResourceTypeDefinition, type Stored } from "../types.ts";
import { onResponse, type Fault, type Info } from "./fault.ts";

const may = (id: string, area: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "may", title, requirements });
const R = "7644-3.4.2.2";

/** Attributes and operators of a server that filters by a few of each. */
const FILTERED: Readonly<Record<string, readonly string[]>> = { username: ["eq", "co", "sw"], externalid: ["eq"], displayname: ["eq", "sw"], title: ["eq", "co"], nickname: ["eq"], model: ["eq", "co"] };

function declined(): ScimError {
  return new ScimError(400, "This filter is not supported.", "invalidFilter");
}

function nodes(filter: Filter): readonly Filter[] {
  if (filter.kind === "and" || filter.kind === "or") return [filter, ...nodes(filter.left), ...nodes(filter.right)];
  if (filter.kind === "not") return [filter, ...nodes(filter.inner)];
  return filter.kind === "values" ? [filter, ...nodes(filter.filter)] : [filter];
}

const offered = (f: Filter): boolean => f.kind === "and" || (f.kind === "compare" && f.path.sub === null && (FILTERED[f.path.attribute.toLowerCase()]?.includes(f.operator) ?? false));

/** A quirk of parsing: `fits` says whether the server takes the filter. */
const taking = (info: Info, fits: (filter: Filter, text: string) => boolean): Fault => ({
  ...info,
  apply: (b) => ({
    parseFilter(text, types, call) {
      const filter = b.parseFilter(text, types, call);
      if (!fits(filter, text)) throw declined();
      return filter;
    },
  }),
});

interface Joined {
  readonly path: AttributePath;
  readonly definition: AttributeDefinition;
  readonly terms: Filter[];
}

const chain = (f: Filter): readonly Filter[] => (f.kind === "and" ? [...chain(f.left), ...chain(f.right)] : [f]);

/** Conditions of one `and` on parts of one multi-valued attribute are for the same value, as a join in a database makes them (P49). */
function joining(filter: Filter, type: ResourceTypeDefinition, call: Call): Filter {
  if (filter.kind !== "and") return filter;
  const groups = new Map<string, Joined>();
  const rest: Filter[] = [];
  for (const term of chain(filter)) {
    const path = term.kind === "compare" || term.kind === "present" ? term.path : null;
    const definition = path?.sub ? locate(path.urn, path.attribute, type, call.context)?.definition : undefined;
    if (!path || path.sub === null || !definition?.multiValued || (term.kind !== "compare" && term.kind !== "present")) {
      rest.push(term);
      continue;
    }
    const key = path.attribute.toLowerCase();
    const group = groups.get(key) ?? { path: { ...path, sub: null }, definition, terms: [] };
    group.terms.push({ ...term, path: { urn: null, attribute: path.sub, sub: null } });
    groups.set(key, group);
  }
  if (![...groups.values()].some((g) => g.terms.length > 1)) return filter;
  const joined = [...groups.values()].map((g): Filter => ({ kind: "values", path: g.path, filter: conjunction(g.terms) }));
  return conjunction([...joined, ...rest]);
}

function conjunction(terms: readonly Filter[]): Filter {
  const [first, ...rest] = terms;
  if (!first) throw new Error("a conjunction has terms");
  return rest.reduce<Filter>((left, right) => ({ kind: "and", left, right }), first);
}

/** Unassigned attributes of users, shown as null or [] (RFC 7643 section 2.5). */
function withNulls(resource: Stored, type: ResourceTypeDefinition, { context }: Call): Stored {
  const definitions = context.schemas.find((s) => s.id === type.schema)?.attributes ?? [];
  const missing = definitions.filter((d) => resource[d.name] === undefined && d.returned === "default");
  return { ...resource, ...Object.fromEntries(missing.map((d): [string, Json] => [d.name, d.multiValued ? [] : null])) };
}

const PLAIN_TEXT: readonly [string, string] = ["Content-Type", "text/plain"];
const MEMBERS = "members";

export const queryQuirks: readonly Fault[] = [
  taking(may("quirk-filter-few", "filter", "Filters are taken on a few attributes, with a few operators, joined by and", `${R}-op-eq`), (filter) => nodes(filter).every(offered)),
  taking(may("quirk-filter-simple", "filter", "Filters of more than six conditions, or with not, are declined", `${R}-op-not`), (filter) => nodes(filter).filter((f) => f.kind === "compare" || f.kind === "present").length <= 6 && !nodes(filter).some((f) => f.kind === "not")),
  taking(may("quirk-logical-words-lower", "filter", "and, or and not are taken in lower case only", `${R}-operators-case-insensitive`), (_filter, text) => !/\b(AND|OR|NOT)\b/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, "x"))),
  taking(may("quirk-parentheses-once", "filter", "Parentheses inside of parentheses are declined", `${R}-parentheses`), (_filter, text) => {
    const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "x");
    let depth = 0;
    return Array.from(bare).every((c) => (depth += c === "(" ? 1 : c === ")" ? -1 : 0) <= 1);
  }),
  {
    ...may("quirk-filter-joined", "filter", "Conditions on one multi-valued attribute, joined by and, are for one value", `${R}-multivalued-any-match`),
    apply: (b) => ({ matches: (filter, resource, type, call) => b.matches(joining(filter, type, call), resource, type, call) }),
  },
  {
    ...may("quirk-order-by-code", "filter", "gt, ge, lt and le compare texts by their code points, capitals first", `${R}-op-gt`),
    apply: (b) => ({ compare: (value, operator, literal, definition) => b.compare(value, operator, literal, ["gt", "ge", "lt", "le"].includes(operator) && definition.type === "string" ? { ...definition, caseExact: true } : definition) }),
  },
  {
    ...may("quirk-marks-apart", "filter", "Texts are compared in the form NFD, so that a letter is a part of the same letter with a mark", `${R}-op-co`),
    apply: (b) => ({ compare: (value, operator, literal, definition) => (typeof value === "string" && typeof literal === "string" && ["co", "sw", "ew"].includes(operator) ? textIn(value.normalize("NFD").toLowerCase(), operator, literal.normalize("NFD").toLowerCase(), definition) ?? b.compare(value, operator, literal, definition) : b.compare(value, operator, literal, definition)) }),
  },
  onResponse(may("quirk-urls-short", "http", "URLs of more than 1200 characters meet 414 without a SCIM message", "7644-3.4.3-search-via-post"), (r, { request }) => (request.method === "GET" && request.target.length > 1200 ? { status: 414, headers: [PLAIN_TEXT], body: "URI Too Long" } : r)),
  {
    ...may("quirk-nothing-beyond-the-end", "pagination", "Behind the last result the total is 0", "7644-3.4.2.4-totalresults-semantics"),
    apply: (b) => ({
      pageByIndex(found, call) {
        const page = b.pageByIndex(found, call);
        return page.items.length === 0 && (call.query.count ?? 1) > 0 ? { ...page, fields: { ...page.fields, totalResults: 0 } } : page;
      },
    }),
  },
  {
    ...may("quirk-members-on-request", "group", "Members of groups are shown to those who ask for them", "7643-7-returned-request-queries"),
    apply: (b) => ({
      schemas: (context) => b.schemas(context).map((s) => (s["id"] === "urn:ietf:params:scim:schemas:core:2.0:Group" ? { ...s, attributes: (s["attributes"] as JsonObject[]).map((a) => (a["name"] === MEMBERS ? { ...a, returned: "request" } : a)) } : s)),
      project(resource, type, call) {
        const shown = b.project(resource, type, call);
        if (type.name !== "Group" || call.query.attributes.some((a) => a.toLowerCase().includes(MEMBERS))) return shown;
        const { [MEMBERS]: _hidden, ...rest } = shown;
        return rest;
      },
    }),
  },
  {
    ...may("quirk-nulls-shown", "attributes", "Attributes without a value are shown as null or []", "7643-2.5-null-empty-unassigned-equivalent"),
    apply: (b) => ({ project: (resource, type, call) => (call.query.attributes.length + call.query.excludedAttributes.length > 0 ? b.project(resource, type, call) : withNulls(b.project(resource, type, call), type, call)) }),
  },
];

/** co, sw and ew without further preparation; null for what is compared exactly. */
function textIn(value: string, operator: string, literal: string, { caseExact, type }: AttributeDefinition): boolean | null {
  if (caseExact || type !== "string") return null;
  return operator === "co" ? value.includes(literal) : operator === "sw" ? value.startsWith(literal) : value.endsWith(literal);
}
