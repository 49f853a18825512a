/** Seeded faults of sorting, paging and projection. */
import type { Found, Json, Query } from "../../types.ts";
import { isObject } from "../../types.ts";
import { family, type SeededFamily } from "./family.ts";

const PAGING = "7644-3.4.2.4";

export const seededListFaults: readonly SeededFamily[] = [
  family({
    id: "page-divides-total",
    area: "pagination",
    title: "When the page size divides the total, the last page is empty",
    requirements: [`${PAGING}-totalresults-semantics`, `${PAGING}-pagination-purpose`],
    draw: (d) => d.int(2, 4),
    words: (n) => `totals that are the page size times ${n} or more`,
    apply: (n) => (b) => ({
      pageByIndex(found, call) {
        const page = b.pageByIndex(found, call);
        const { count, startIndex } = call.query;
        const last = count !== null && count > 1 && found.length % count === 0 && found.length >= count * n && (startIndex ?? 1) > found.length - count;
        return last ? { ...page, items: [] } : page;
      },
    }),
  }),
  family({
    id: "page-repeats-last",
    area: "pagination",
    title: "Pages of a certain size begin with the last result of the page before",
    requirements: [`${PAGING}-startindex-semantics`, `${PAGING}-pagination-purpose`],
    draw: (d) => d.pick([3, 4, 5] as const),
    words: (n) => `pages of ${n} or ${n + 1}, from the third one on`,
    apply: (n) => (b) => ({
      pageByIndex(found, call) {
        const page = b.pageByIndex(found, call);
        const start = call.query.startIndex ?? 1;
        return (call.query.count === n || call.query.count === n + 1) && start > 2 * n ? { ...page, items: [...found.slice(start - 2, start - 1), ...page.items].slice(0, call.query.count) } : page;
      },
    }),
  }),
  family({
    id: "cursor-loses",
    area: "cursor",
    title: "A later page by cursor lacks its first result",
    requirements: ["9865-2-walk-complete"],
    draw: (d) => d.int(4, 5),
    words: (n) => `a page that begins behind result ${n}`,
    apply: (n) => (b) => ({
      pageByCursor(found, call) {
        const page = b.pageByCursor(found, call);
        const first = page.items[0];
        return call.query.cursor !== null && call.query.cursor !== "" && first !== undefined && found.indexOf(first) > n ? { ...page, items: page.items.slice(1) } : page;
      },
    }),
  }),
  family({
    id: "total-of-later-page",
    area: "pagination",
    title: "totalResults of later pages is one too small",
    requirements: [`${PAGING}-totalresults-semantics`],
    draw: (d) => d.int(6, 9),
    words: (n) => `pages that begin at result ${n} or later and are not empty`,
    apply: (n) => (b) => ({
      pageByIndex(found, call) {
        const page = b.pageByIndex(found, call);
        return (call.query.startIndex ?? 1) >= n && page.items.length > 0 ? { ...page, fields: { ...page.fields, totalResults: found.length - 1 } } : page;
      },
    }),
  }),
  family({
    id: "sort-numbers-in-text",
    area: "sort",
    title: "Digits inside of texts are compared as numbers",
    requirements: ["7644-3.4.2.3-sort-by-type"],
    draw: (d) => d.pick(["ascending", "descending"] as const),
    words: (order) => `${order} by texts that share their letters`,
    apply: (order) => (b) => ({
      compareKeys(left, right) {
        const [a, z] = [left.value, right.value];
        const parts = (v: unknown) => (typeof v === "string" ? /^([a-z]+)(\d+)$/.exec(v) : null);
        const [x, y] = [parts(a), parts(z)];
        return x && y && x[1] === y[1] && x[1]?.length === 1 ? Number(x[2]) - Number(y[2]) : b.compareKeys(left, right);
      },
      sort(found, call) {
        const descending = call.query.sortOrder?.toLowerCase() === "descending";
        return (order === "descending") === descending ? b.sort(found, call) : b.sort(found, { ...call, context: { ...call.context, behaviour: { ...call.context.behaviour, compareKeys: (x, y) => b.compareKeys(x, y) } } });
      },
    }),
  }),
  family({
    id: "sort-missing-many",
    area: "sort",
    title: "When several resources have no value, they stand at the wrong end of a list",
    requirements: ["7644-3.4.2.3-sort-missing-values"],
    draw: (d) => [d.int(2, 3), d.pick(["ascending", "descending"] as const)] as const,
    words: ([n, order]) => `${n} or more resources without a value, ${order}`,
    apply: ([n, order]) => (b) => ({
      sort(found, call) {
        const sorted = b.sort(found, call);
        const descending = call.query.sortOrder?.toLowerCase() === "descending";
        if (call.query.sortBy === null || descending !== (order === "descending") || /^(id|meta|userName|externalId)/i.test(call.query.sortBy)) return sorted;
        const top = call.query.sortBy.split(/[:.]/).find((part) => found.some((f) => Object.keys(f.resource).some((k) => k.toLowerCase() === part.toLowerCase())));
        const has = (f: Found): boolean => Object.keys(f.resource).some((k) => k.toLowerCase() === top?.toLowerCase());
        const missing = sorted.filter((f) => !has(f));
        if (missing.length < n || top === undefined) return sorted;
        const rest = sorted.filter(has);
        return descending ? [...rest, ...missing] : [...missing, ...rest];
      },
    }),
  }),
  family({
    id: "attributes-two-parts",
    area: "projection",
    title: "Among several names, a sub-attribute stands for its whole parent",
    requirements: ["7644-3.4.2.5-attributes-param", "7644-3.4.2.5-attributes-notation"],
    draw: (d) => d.int(3, 4),
    words: (n) => `attributes with ${n} or more names, one of them a sub-attribute`,
    apply: (n) => (b) => {
      const widened = (query: Query): Query => (query.attributes.length >= n ? { ...query, attributes: query.attributes.map((a) => a.replace(/^((?:urn:[^.]*\.\d[^.]*:)?[A-Za-z]+)\.[A-Za-z]+$/, "$1")) } : query);
      return { readQuery: (params, context) => widened(b.readQuery(params, context)), readSearch: (body, context) => widened(b.readSearch(body, context)) };
    },
  }),
  family({
    id: "excluded-many",
    area: "projection",
    title: "Of many excluded attributes the last comes all the same",
    requirements: ["7644-3.9-excluded-minus-default", "7644-3.4.2.5-excludedattributes-notation"],
    draw: (d) => d.int(3, 4),
    words: (n) => `excludedAttributes with ${n} or more names`,
    apply: (n) => (b) => {
      const fewer = (query: Query): Query => (query.excludedAttributes.length >= n ? { ...query, excludedAttributes: query.excludedAttributes.slice(0, -1) } : query);
      return { readQuery: (params, context) => fewer(b.readQuery(params, context)), readSearch: (body, context) => fewer(b.readSearch(body, context)) };
    },
  }),
  family({
    id: "search-projects-otherwise",
    area: "search",
    title: "POST /.search does not know some spellings of several attributes",
    requirements: ["7644-3.4.3-search-attributes-notation", "7644-3.4.3-search-excludedattributes-notation"],
    draw: (d) => d.pick(["attributes", "excludedAttributes"] as const),
    words: (parameter) => `${parameter} of a search with two or more names, one of them in upper case`,
    apply: (parameter) => (b) => ({
      readSearch(body, context) {
        const query = b.readSearch(body, context);
        return query[parameter].length >= 2 ? { ...query, [parameter]: query[parameter].filter((a) => !/(^|:)[A-Z]{2,}[A-Z.]*$/.test(a)) } : query;
      },
    }),
  }),
  family({
    id: "attributes-element-lost",
    area: "projection",
    title: "attributes with a sub-attribute of a multi-valued attribute returns some of the values only",
    requirements: ["7644-3.9-attributes-contains-minimum"],
    draw: (d) => d.int(2, 3),
    words: (n) => `value ${n} of at least ${n}, beside another name`,
    apply: (n) => (b) => ({
      project(resource, type, call) {
        const projected = b.project(resource, type, call);
        const { attributes } = call.query;
        if (attributes.length < 2) return projected;
        const parts = new Set(attributes.flatMap((a) => /(?:^|:)([A-Za-z]+)\.[A-Za-z]+$/.exec(a)?.[1]?.toLowerCase() ?? []));
        return Object.fromEntries(Object.entries(projected).map(([name, v]) => [name, parts.has(name.toLowerCase()) && Array.isArray(v) && (v as Json[]).every(isObject) ? (v as Json[]).filter((_e, i) => i !== n - 1) : v]));
      },
    }),
  }),
];
