/** Faults of filter syntax: what is taken for a filter, and how the rest is refused. */
import { ScimError } from "../types.ts";
import { filterLiteralFaults } from "./filter-literals.ts";
import { faultsOf, onDocument, onResponse, type Fault, type Info } from "./fault.ts";
import { crashes, EVERYTHING, rewrites } from "./filter-tools.ts";

const { must, should } = faultsOf("filter");

/** A fault that answers the refusals of a filter with another error. */
const refusesOtherwise = (info: Info, when: (error: ScimError) => boolean, error: (was: ScimError) => ScimError): Fault => ({
  ...info,
  apply: (b) => ({
    parseFilter(text, types, call) {
      try {
        return b.parseFilter(text, types, call);
      } catch (was) {
        throw was instanceof ScimError && when(was) ? error(was) : was;
      }
    },
  }),
});

const OPERATORS = ["eq", "ne", "co", "sw", "ew", "pr", "gt", "ge", "lt", "le"];
const unknownOperator = (error: ScimError): boolean => error.message.includes("is not an operator");
const simpleOperator = (text: string): string => /^\S+ (\w+)/.exec(text)?.[1]?.toLowerCase() ?? "eq";
const withoutStrings = (text: string): string => text.replace(/"[^"]*"/g, '""');
const quotes = (text: string): number => text.replaceAll('\\"', "").split('"').length - 1;

function balanced(text: string): string {
  const [open, close] = ["(", ")"].map((c) => withoutStrings(text).split(c).length - 1);
  if ((open ?? 0) > (close ?? 0)) return text + ")".repeat((open ?? 0) - (close ?? 0));
  return (close ?? 0) > (open ?? 0) ? text.replace(/\)$/, "") : text;
}

const NEEDED = "7644-3.4.2.2-decline-unknown-operation";
const GRAMMAR = "7644-3.4.2.2-abnf-conformance";

export const filterSyntaxFaults: readonly Fault[] = [
  ...filterLiteralFaults,
  rewrites(must("filter-text-equality-fails", "eq on displayName and nickName finds nothing", "7644-3.4.2.2-op-eq"), (text) => text.replace(/\b(displayName|nickName|title|userName|externalId|name\.familyName) eq "[^"]*scimspec[^"]*"/g, 'id eq ""')),
  {
    ...must("filter-undeclared-ignored", "Filters are declared as not supported, and ignored", NEEDED),
    apply: (b) => ({
      ...onDocument(must("", ""), "ServiceProviderConfig", (d) => void (d["filter"] = { supported: false, maxResults: 0 })).apply(b),
      select: (found) => found,
    }),
  },
  rewrites(must("filter-unparsed-returns-everything", "A filter with an unknown operator is ignored", NEEDED, "7644-3.4.2.2-only-matching-returned"), (text) => (OPERATORS.includes(simpleOperator(text)) || /^\(|^not|\[/.test(text) ? text : EVERYTHING)),
  rewrites(must("filter-operator-by-prefix", "eqq counts as eq", "7644-3.4.2.2-abnf-compareop"), (text) => text.replace(/^(\S+ (?:eq|ne|co|sw|ew))[a-z]+ /i, "$1 ")),
  { ...refusesOtherwise(must("filter-error-wrong-scimtype", "An unknown operator is refused with scimType invalidValue", NEEDED, "7644-3.12-type-invalidfilter"), unknownOperator, (was) => new ScimError(400, was.message, "invalidValue")), area: "errors" },
  onResponse(must("filter-error-without-detail", "400 invalidFilter comes without detail", "7644-3.4.2.2-decline-human-readable"), (r) => {
    const body = r.body as { scimType?: string; detail?: string } | undefined;
    if (r.status === 400 && body?.scimType === "invalidFilter") r.body = { ...body, detail: undefined };
  }),
  crashes(must("filter-unsupported-operator-500", "ne answers 500", NEEDED, "7644-3.12-type-invalidfilter"), (text) => simpleOperator(text) === "ne"),
  rewrites(should("filter-empty-accepted", "An empty filter returns everything", "7644-3.4.2.2-at-least-one-expression"), (text) => (text.trim() === "" ? EVERYTHING : text)),
  rewrites(must("filter-parentheses-alone-accepted", "() returns everything", "7644-3.4.2.2-at-least-one-expression"), (text) => (text === "()" ? EVERYTHING : text)),
  rewrites(must("filter-lone-word-accepted", "An attribute alone counts as present", "7644-3.4.2.2-expression-form"), (text) => (/^[A-Za-z.]+$/.test(text) && text !== "not" ? `${text} pr` : text)),
  rewrites(must("filter-value-missing-accepted", "A comparison without value returns everything", "7644-3.4.2.2-expression-form"), (text) => (/^\S+ (eq|co|sw)$/.test(text) ? EVERYTHING : text)),
  crashes(must("filter-value-missing-500", "A comparison without value answers 500", "7644-3.4.2.2-expression-form"), (text) => /^\S+ (eq|co|sw)$/.test(text)),
  rewrites(must("filter-unbalanced-accepted", "Missing parentheses are added, surplus ones dropped", GRAMMAR), balanced),
  rewrites(must("filter-unterminated-accepted", "A string without end ends with the filter", GRAMMAR, "7644-3.4.2.2-abnf-compvalue"), (text) => (quotes(text) % 2 === 1 ? `${text.replace(/\\"$/, "")}"` : text)),
  crashes(must("filter-unterminated-500", "A string without end answers 500", GRAMMAR, "7644-3.4.2.2-abnf-compvalue"), (text) => quotes(text) % 2 === 1),
  rewrites(must("filter-dangling-logic-accepted", "and and or without operand are dropped, not alone returns everything", GRAMMAR, "7644-3.4.2.2-abnf-logexp"), (text) => (/^not( \(\))?$/.test(text) ? EVERYTHING : text.replace(/ (and|or)$/, "").replace(/^(and|or) /, ""))),
  rewrites(must("filter-trailing-text-ignored", "What follows the first expression is ignored", GRAMMAR), (text) => text.replace(/^(\w+ eq "[^"]*") (?!and |or |and$|or$|\)).*$/, "$1")),
  rewrites(must("filter-unknown-logic-ignored", "xor counts as or", GRAMMAR), (text) => text.replace(/" xor /, '" or ')),
  rewrites(must("filter-odd-name-characters-dropped", "Characters that cannot stand in names are dropped", "7644-3.4.2.2-abnf-attrname"), (text) => text.replace(/^[^A-Za-z(" ]*([A-Za-z]+)[!'\u0080-\uffff]+(?= pr$)/, "$1").replace(/^\d+(?=[A-Za-z]+ pr$)/, "")),
  rewrites(must("filter-third-name-part-dropped", "The third part of a name is dropped", "7644-3.4.2.2-abnf-attrpath"), (text) => text.replace(/^(\w+\.\w+)\.\w+ /, "$1 ")),
  crashes(must("filter-odd-name-500", "A name that starts with a digit answers 500", "7644-3.4.2.2-abnf-attrname"), (text) => /^\d/.test(text)),
  rewrites(must("filter-double-blank-ignored", "A filter with two blanks in a row is ignored", "7644-3.4.2.2-abnf-attrexp"), (text) => (withoutStrings(text).includes("  ") ? EVERYTHING : text)),
  rewrites(should("filter-blank-kept-in-value", "Blanks at the end of values are dropped", "7644-3.4.2.2-abnf-attrexp"), (text) => text.replace(/ "/g, (m, at: number) => (/[^ ]/.test(text[at - 1] ?? "") && quotes(text.slice(0, at)) % 2 === 1 ? '"' : m))),
  crashes(must("filter-leading-parenthesis-refused", "A filter that starts with a parenthesis answers 500", "7644-3.4.2.2-abnf-filter"), (text) => text.startsWith("(") && quotes(text) === 2 && text.endsWith('")')),
  crashes(must("filter-token-before-parenthesis-misread", "A literal without quotes directly before a parenthesis is refused", "7644-3.4.2.2-abnf-filter", "7644-3.4.2.2-abnf-compvalue"), (text) => /(true|false|null|\d)\)/.test(withoutStrings(text)), 400),
  crashes(should("filter-not-with-blank-refused", "not with a blank before the parenthesis is refused", "7644-3.4.2.2-abnf-filter"), (text) => /\bnot \(./.test(withoutStrings(text)), 400),
  rewrites(must("filter-chain-loses-third-term", "Chains end after their second expression", "7644-3.4.2.2-abnf-logexp"), (text) => (/[[(]/.test(withoutStrings(text)) ? text : text.replace(/^((?:\S+ eq "[^"]*"|\S+ pr) (?:and|or) (?:\S+ eq "[^"]*"|\S+ pr)) (?:and|or) .*$/, "$1"))),
  rewrites(must("filter-value-path-suffix-ignored", "What follows a square bracket is ignored", "7644-3.4.2.2-abnf-valuepath"), (text) => text.replace(/\]\.\w+ eq "[^"]*"$/, "]")),
  crashes(must("filter-value-path-500", "Square brackets answer 500", "7644-3.4.2.2-abnf-valuepath"), (text) => /^emails\[type eq "work" and value eq "[^"]*"\]$/.test(text)),
  crashes(must("filter-sub-attribute-refused", "name.familyName answers 500 in filters", "7644-3.4.2.2-abnf-subattr"), (text) => text.startsWith("name.familyName eq")),
  crashes(must("filter-deep-nesting-500", "Deep nesting answers 500", GRAMMAR, "7644-3.4.2.2-abnf-filter"), (text) => text.startsWith("((((((((((((((((((((((")),
  rewrites(must("filter-long-chain-cut", "Only the first twenty terms of a chain count", GRAMMAR), (text) => (/[[(]/.test(text) ? text : text.split(" or ").slice(0, 20).join(" or "))),
  crashes(must("filter-long-value-500", "A value of more than 4000 characters answers 500", GRAMMAR), (text) => /"[^"]{4001,}"/.test(text)),
  crashes(must("filter-schemas-500", "A filter on schemas answers 500", "7644-3.4.2.2-figure-2-examples"), (text) => text.startsWith("schemas eq")),
  rewrites(must("filter-title-pr-ignored", "title pr returns everything", "7644-3.4.2.2-figure-2-examples"), (text) => (text === "title pr" ? EVERYTHING : text)),
  refusesOtherwise(should("filter-syntax-keyword", "Broken filters are refused with scimType invalidSyntax", "7644-3.12-type-invalidfilter"), (error) => error.message.includes("a value is missing"), (was) => new ScimError(400, was.message, "invalidSyntax")),
  {
    ...must("search-broken-filter-ignored", "/.search ignores a filter that cannot be read", "7644-3.12-type-invalidfilter"),
    apply: (b) => ({
      parseFilter(text, types, call) {
        try {
          return b.parseFilter(text, types, call);
        } catch (error) {
          if (!call.request.path.endsWith("/.search")) throw error;
          return b.parseFilter(EVERYTHING, types, call);
        }
      },
    }),
  },
  onResponse(must("patch-broken-filter-500", "A broken filter in a PATCH path answers 500", "7644-3.12-type-invalidfilter"), (r, { request, context }) => (brokenPath(request, r.status) ? context.behaviour.error(new ScimError(500, "Unexpected end.")) : r)),
  onResponse(should("patch-broken-filter-keyword", "A broken filter in a PATCH path is refused with scimType mutability", "7644-3.12-type-invalidfilter"), (r, { request, context }) => (brokenPath(request, r.status) ? context.behaviour.error(new ScimError(400, "The path is not valid.", "mutability")) : r)),
  onResponse(must("list-refused-without-too-many", "A list without filter and count is refused as too long, without scimType", "7644-3.4.2.1-too-many-400"), (r, { request, context }) => (r.status === 200 && request.method === "GET" && request.path === "/Users" && [...request.query.keys()].length === 0 ? context.behaviour.error(new ScimError(400, "There are too many results.")) : r)),
  // The common notation (RFC 7644 section 3.10) outside filters.
  {
    ...must("projection-urn-name-ignored", "attributes does not know names with a URN", "7644-3.10-common-notation"),
    apply: (b) => ({ project: (resource, type, call) => b.project(resource, type, { ...call, query: { ...call.query, attributes: call.query.attributes.map((a) => (a.includes(":core:2.0:") ? "scimspecNoSuch" : a)) } }) }),
  },
  {
    ...must("sort-urn-name-refused", "sortBy refuses names with a URN", "7644-3.10-common-notation"),
    apply: (b) => ({
      sort(found, call) {
        if (call.query.sortBy?.includes(":core:2.0:")) throw new ScimError(400, "There is no such attribute.", "invalidValue");
        return b.sort(found, call);
      },
    }),
  },
  {
    ...must("patch-urn-path-refused", "PATCH refuses paths with the URN of the core schema", "7644-3.10-common-notation"),
    apply: (b) => ({
      parsePath(path, type, call) {
        if (path.includes(":core:2.0:")) throw new ScimError(400, "There is no such attribute.", "invalidPath");
        return b.parsePath(path, type, call);
      },
    }),
  },
];

function brokenPath(request: { method: string; body: Uint8Array }, status: number): boolean {
  return status === 400 && request.method === "PATCH" && /\[\w+ eq\]/.test(Buffer.from(request.body).toString("utf8"));
}
