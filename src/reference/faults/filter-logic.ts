/** Faults of filters: logical operators, precedence, multi-valued attributes and value paths. */
import { isObject, ScimError, type Filter, type Json, type Stored } from "../types.ts";
import { faultsOf, type Fault, type Info } from "./fault.ts";
import { rewrites } from "./filter-tools.ts";

const { must, gray } = faultsOf("filter");
const R = "7644-3.4.2.2";

/** A fault that alters the parsed filter. `map` gets each node after its parts were mapped. */
const parses = (info: Info, map: (filter: Filter) => Filter): Fault => ({
  ...info,
  apply: (b) => ({ parseFilter: (text, types, call) => mapped(b.parseFilter(text, types, call), map) }),
});

function mapped(filter: Filter, map: (filter: Filter) => Filter): Filter {
  if (filter.kind === "and" || filter.kind === "or") return map({ ...filter, left: mapped(filter.left, map), right: mapped(filter.right, map) });
  return map(filter.kind === "not" ? { ...filter, inner: mapped(filter.inner, map) } : filter);
}

/** Terms and the words between them, with everything bound from left to right. */
function leftToRight(filter: Filter): Filter {
  if (filter.kind !== "or" || filter.right.kind !== "and" || filter.right.left.kind === "or") return filter;
  return { kind: "and", left: { kind: "or", left: filter.left, right: filter.right.left }, right: filter.right.right };
}

/** Parentheses outside strings, brackets and behind `not` become blanks. */
function ungrouped(text: string): string {
  const strings: string[] = [];
  const masked = text.replace(/"(?:[^"\\]|\\.)*"/g, (s) => `\u0001${strings.push(s) - 1}\u0001`);
  const flat = /not ?\(/i.test(masked) || masked.includes("[") ? masked : masked.replace(/[()]/g, "");
  return flat.replace(/\u0001(\d+)\u0001/g, (_m, i: string) => strings[Number(i)] ?? ""); // oxlint-disable-line no-control-regex -- the mask
}

const first = (resource: Stored, names: readonly string[]): Stored => ({ ...resource, ...Object.fromEntries(names.flatMap((n) => (Array.isArray(resource[n]) ? [[n, (resource[n] as Json[]).slice(0, 1)]] : []))) });
const onEmails = (f: Filter): boolean => f.kind === "compare" && f.path.attribute.toLowerCase() === "emails";

export const filterLogicFaults: readonly Fault[] = [
  parses(must("filter-and-left-only", "and drops its right side", `${R}-op-and`), (f) => (f.kind === "and" && f.right.kind === "compare" && f.right.operator === "eq" ? f.left : f)),
  parses(must("filter-or-right-only", "or drops its left side", `${R}-op-or`, `${R}-abnf-logexp`), (f) => (f.kind === "or" ? f.right : f)),
  {
    ...must("filter-or-duplicates", "A resource that satisfies both sides of or is listed twice", `${R}-op-or`),
    apply: (b) => ({
      select(found, types, call) {
        const selected = b.select(found, types, call);
        if (call.query.filter === null) return selected;
        const filter = b.parseFilter(call.query.filter, types, call);
        if (filter.kind !== "or") return selected;
        const also = selected.filter((f) => b.matches(filter.left, f.resource, f.type, call) && b.matches(filter.right, f.resource, f.type, call));
        return [...selected, ...also];
      },
    }),
  },
  parses(must("filter-not-ignored", "not is ignored", `${R}-op-not`), (f) => (f.kind === "not" ? f.inner : f)),
  {
    ...gray("filter-not-three-valued", "not does not match resources without a value", `${R}-op-not`),
    apply: (b) => ({
      matches(f, resource, type, call) {
        const unknown = f.kind === "not" && f.inner.kind === "compare" && !b.matches({ kind: "present", path: f.inner.path }, resource, type, call);
        return !unknown && b.matches(f, resource, type, call);
      },
    }),
  },
  parses(must("filter-left-to-right", "and and or bind from left to right", `${R}-precedence-not-and-or`), leftToRight),
  parses(must("filter-not-binds-wrong", "not swallows the and behind its parentheses", `${R}-op-not`, `${R}-precedence-not-and-or`), (f) => (f.kind === "and" && f.left.kind === "not" ? { kind: "not", inner: { kind: "and", left: f.left.inner, right: f.right } } : f)),
  rewrites(must("filter-grouping-lost", "Parentheses are dropped", `${R}-precedence-grouping-first`, `${R}-parentheses`), ungrouped),
  {
    ...must("filter-operator-case-sensitive", "Operators in upper case are refused", `${R}-operators-case-insensitive`),
    apply: (b) => ({
      parseFilter(text, types, call) {
        if (/ (EQ|Eq|NE|CO|SW|EW|GT|GE|LT|LE|PR)( |$)/.test(text)) throw new ScimError(400, "This is no operator.", "invalidFilter");
        return b.parseFilter(text, types, call);
      },
    }),
  },
  {
    ...gray("filter-logical-word-case-sensitive", "AND, OR and NOT are refused", `${R}-operators-case-insensitive`),
    apply: (b) => ({
      parseFilter(text, types, call) {
        if (/(^| )(AND|OR|NOT) /.test(text.replace(/"(?:[^"\\]|\\.)*"/g, "x"))) throw new ScimError(400, "This is no operator.", "invalidFilter");
        return b.parseFilter(text, types, call);
      },
    }),
  },
  {
    ...must("filter-multi-valued-first-only", "Only the first e-mail address is compared", `${R}-multivalued-any-match`),
    apply: (b) => ({ matches: (f, resource, type, call) => b.matches(f, onEmails(f) ? first(resource, ["emails"]) : resource, type, call) }),
  },
  {
    ...gray("filter-not-on-any-value", "not over a multi-valued attribute matches if any value differs", `${R}-op-not`),
    apply: (b) => ({ matches: (f, resource, type, call) => (f.kind === "not" && f.inner.kind === "compare" && onEmails(f.inner) ? b.matches({ ...f.inner, operator: "ne" }, resource, type, call) : b.matches(f, resource, type, call)) }),
  },
  {
    ...gray("filter-same-value-without-brackets", "Two conditions on e-mail addresses must hold for one of them", `${R}-multivalued-any-match`),
    apply: (b) => ({
      matches(f, resource, type, call) {
        if (f.kind !== "and" || !onEmails(f.left) || !onEmails(f.right) || !Array.isArray(resource["emails"])) return b.matches(f, resource, type, call);
        return (resource["emails"] as Json[]).some((mail) => b.matches(f, { ...resource, emails: [mail] }, type, call));
      },
    }),
  },
  {
    ...must("filter-string-list-joined", "A list of strings is compared as one text", `${R}-multivalued-any-match`),
    apply: (b) => ({ matches: (f, resource, type, call) => b.matches(f, Array.isArray(resource["tags"]) ? { ...resource, tags: [(resource["tags"] as Json[]).join(" ")] } : resource, type, call) }),
  },
  {
    ...must("filter-valuepath-matches-across-elements", "Conditions in brackets may be met by different values", `${R}-value-path-same-value`),
    apply: (b) => ({
      matches(f, resource, type, call) {
        if (f.kind !== "values" || f.filter.kind !== "and") return b.matches(f, resource, type, call);
        const { left, right } = f.filter;
        return [left, right].every((filter) => b.matches({ ...f, filter }, resource, type, call));
      },
    }),
  },
  {
    ...must("filter-valuepath-condition-ignored", "Brackets with one condition are ignored", `${R}-value-path-support`),
    apply: (b) => ({ matches: (f, resource, type, call) => (f.kind === "values" && f.filter.kind === "compare" ? b.matches({ kind: "present", path: f.path }, resource, type, call) : b.matches(f, resource, type, call)) }),
  },
  {
    ...must("filter-three-terms-in-valuepath-broken", "Brackets with three terms lose the last one", `${R}-value-path-same-value`, `${R}-value-path-nested`, `${R}-abnf-valfilter`),
    apply: (b) => ({ matchesValue: (f, value, definition, call) => b.matchesValue(f.kind === "or" && f.left.kind === "and" ? f.left : f, value, definition, call) }),
  },
  {
    ...must("filter-valuepath-not-ignored", "not in brackets is ignored", `${R}-value-path-nested`),
    apply: (b) => ({ matchesValue: (f, value, definition, call) => b.matchesValue(f.kind === "not" ? f.inner : f, value, definition, call) }),
  },
  rewrites(must("filter-valuepath-empty-accepted", "Empty brackets are dropped", `${R}-value-path-inner-valid`), (text) => text.replace("[]", " pr")),
  {
    ...must("filter-valuepath-unknown-matches", "An unknown sub-attribute in brackets counts as true", `${R}-value-path-inner-valid`),
    apply: (b) => ({
      checkFilter: (f, type, call) => (JSON.stringify(f).includes("scimspecNoSuch") && JSON.stringify(f).includes('"values"') ? undefined : b.checkFilter(f, type, call)),
      matchesValue: (f, value, definition, call) => (f.kind === "compare" && isObject(value) && !(definition.subAttributes ?? []).some((s) => s.name.toLowerCase() === f.path.attribute.toLowerCase()) ? true : b.matchesValue(f, value, definition, call)),
    }),
  },
];
