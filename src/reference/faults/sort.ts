import { ScimError, type AttributeDefinition, type Json, type JsonObject } from "../types.ts";
import { locate } from "../definitions.ts";
import { faultsOf, isCollection, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("sort", "7644-3.4.2.3-");
type SortBy = { readonly sortBy: string | null; readonly sortOrder: string | null };
/** A fault that changes what is asked of the sorting. */
const asks = (info: Info, change: (query: SortBy) => Partial<SortBy>): Fault => ({
  ...info,
  apply: (b) => ({ sort: (found, call) => b.sort(found, { ...call, query: { ...call.query, ...change(call.query) } }) }),
});
/** A fault that fails, or refuses, on some sort requests. */
const fails = (info: Info, when: (query: SortBy) => boolean, error: () => ScimError): Fault => ({
  ...info,
  apply: (b) => ({
    sort(found, call) {
      if (when(call.query)) throw error();
      return b.sort(found, call);
    },
  }),
});
/** A fault that compares values of some types as text. */
const asText = (info: Info, types: readonly AttributeDefinition["type"][]): Fault => ({
  ...info,
  apply: (b) => ({
    sortKey(path, found, call) {
      const key = b.sortKey(path, found, call);
      const known = locate(path.urn, path.attribute, found.type, call.context);
      const holder = known?.extension ? found.resource[known.extension] : found.resource;
      const value = (holder as JsonObject | undefined)?.[known?.definition.name ?? ""];
      return known && types.includes(known.definition.type) && value !== undefined ? { value: String(value) } : key;
    },
  }),
});
const server = (): ScimError => new ScimError(500, "Unexpected.");
const KNOWN = /^(userName|displayName|title|name|emails|meta|active|id|externalId|urn:)/i;

export const sortFaults: readonly Fault[] = [
  { ...must("sort-ignored", "sortBy is ignored although sorting is declared", "sortby-orders"), apply: () => ({ sort: (found) => found }) },
  asks(must("sort-default-descending", "Without sortOrder the order is descending", "sortorder-default"), (q) => (q.sortBy !== null && q.sortOrder === null ? { sortOrder: "descending" } : {})),
  fails(must("sort-order-lowercase-rejected", "sortOrder is accepted in upper case only", "sortorder-values"), (q) => q.sortOrder !== null && q.sortOrder !== q.sortOrder.toUpperCase(), () => new ScimError(404, "There is no such order.")),
  asks(must("sort-descending-ignored", "sortOrder is ignored", "sortorder-values"), (q) => (q.sortOrder === "descending" ? { sortOrder: null } : {})),
  asText(must("sort-numbers-as-text", "Numbers are sorted as text", "sort-by-type", "sortby-singular"), ["integer", "decimal"]),
  asText(must("sort-dates-as-text", "Dates are sorted as text", "sort-by-type", "sortby-singular"), ["dateTime"]),
  asks(must("sort-singular-ignored", "Only names can be sorted by; other attributes are ignored", "sortby-singular"), (q) => (q.sortBy !== null && !q.sortBy.includes(".") && !/name$/i.test(q.sortBy) && !q.sortBy.startsWith("urn:") ? { sortBy: null } : {})),
  {
    ...must("sort-case-sensitive", "Attributes that are not caseExact are sorted with upper case first", "sort-string-case-default", "sort-by-type"),
    apply: (b) => ({
      sortKey(path, found, call) {
        const key = b.sortKey(path, found, call);
        const known = locate(path.urn, path.attribute, found.type, call.context);
        const holder = known?.extension ? (found.resource[known.extension] as JsonObject | undefined) : found.resource;
        const value = holder?.[known?.definition.name ?? ""];
        return typeof value === "string" && known?.definition.type === "string" ? { value } : key;
      },
    }),
  },
  {
    ...must("sort-missing-first", "Resources without a value come first in ascending order", "sort-missing-values"),
    apply: (b) => ({ compareKeys: (x, y) => (x.value === undefined || y.value === undefined ? Number(y.value === undefined) - Number(x.value === undefined) : b.compareKeys(x, y)) }),
  },
  {
    ...must("sort-drops-entries-without-value", "Resources without a value vanish from the sorted list", "sort-missing-values"),
    apply: (b) => ({
      sort(found, call) {
        const dropped = new Set<unknown>();
        const spy = { ...call, context: { ...call.context, behaviour: { ...call.context.behaviour, sortKey: (...args: Parameters<typeof b.sortKey>) => {
          const key = b.sortKey(...args);
          if (key.value === undefined) dropped.add(args[1]);
          return key;
        } } } };
        return b.sort(found, spy).filter((f) => !dropped.has(f));
      },
    }),
  },
  {
    ...must("sort-multi-valued-first", "Multi-valued attributes are sorted by their first value, whichever is primary", "sortby-multivalued-primary"),
    apply: () => ({ representative: (value) => (Array.isArray(value) ? (value as Json[])[0] : value) }),
  },
  {
    ...must("sort-multi-valued-largest", "Multi-valued attributes without a primary value are sorted by their last value", "sortby-multivalued-primary"),
    apply: (b) => ({
      representative(value) {
        const list = Array.isArray(value) ? (value as JsonObject[]) : null;
        return list && !list.some((v) => v["primary"] === true) ? list.at(-1) : b.representative(value);
      },
    }),
  },
  fails(must("sort-sub-attribute-refused", "sortBy with a sub-attribute is refused", "sortby-complex-subattribute"), (q) => /^(name|site)\./.test(q.sortBy ?? ""), () => new ScimError(400, "There is no such attribute.", "invalidPath")),
  asks(must("sort-sub-attribute-ignored", "sortBy with a sub-attribute of a complex attribute is ignored", "sortby-complex-subattribute"), (q) => (/^(name|site)\./.test(q.sortBy ?? "") ? { sortBy: null } : {})),
  asks(must("sort-extension-ignored", "sortBy with an attribute of an extension is ignored", "sortby-orders"), (q) => (/^urn:.*extension/.test(q.sortBy ?? "") ? { sortBy: null } : {})),
  fails(should("sort-urn-refused", "sortBy with a schema URI in front is refused", "sortby-orders"), (q) => /^urn:.*core/.test(q.sortBy ?? ""), () => new ScimError(400, "There is no such attribute.", "invalidPath")),
  asks(must("sort-name-case-sensitive", "sortBy is ignored unless the attribute name is spelled as defined", "sortby-orders"), (q) => (q.sortBy !== null && q.sortBy === q.sortBy.toUpperCase() ? { sortBy: null } : {})),
  {
    ...must("sort-within-page", "Each page is sorted on its own", "sortby-orders"),
    apply: (b) => ({
      sort: (found) => found,
      pageByIndex(found, call) {
        const page = b.pageByIndex(found, call);
        return { ...page, items: b.sort(page.items, call) };
      },
      pageByCursor: (found, call) => b.pageByCursor(b.sort(found, call), call),
    }),
  },
  fails(must("sort-unknown-attribute-500", "sortBy with an unknown attribute answers 500", "sortby-orders"), (q) => q.sortBy !== null && !KNOWN.test(q.sortBy) && /unknown/i.test(q.sortBy), server),
  fails(must("sort-order-unknown-500", "An unknown sortOrder answers 500", "sortorder-values"), (q) => q.sortOrder !== null && !/^(asc|desc)ending$/i.test(q.sortOrder), server),
  fails(must("sort-complex-500", "sortBy with a complex attribute answers 500", "sortby-complex-subattribute"), (q) => /^(name|site)$/.test(q.sortBy ?? ""), server),
  onResponse(must("sort-by-500", "Any sortBy answers 500", "sort-optional"), (r, { request, context }) => (isCollection(request.path) && request.query.has("sortBy") ? context.behaviour.error(server()) : r)),
];
