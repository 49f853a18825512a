import { ScimError, type JsonObject, type Query, type ServerResponse, type Stored } from "../types.ts";
import { faultsOf, onBody, onResponse, type Fault, type Info } from "./fault.ts";

const { must, may, should } = faultsOf("search");

/** A fault in reading search requests. */
const reads = (info: Info, change: (query: Query) => Partial<Query>): Fault => ({
  ...info,
  apply: (b) => ({
    readSearch(body, context) {
      const query = b.readSearch(body, context);
      return { ...query, ...change(query) };
    },
  }),
});
const searched = (r: ServerResponse, c: { request: { path: string; method: string } }): boolean => r.status === 200 && c.request.method === "POST" && c.request.path.endsWith("/.search");
const unqualified = (names: readonly string[]): readonly string[] => names.filter((n) => !n.includes(":"));

export const searchFaults: readonly Fault[] = [
  reads(must("search-post-differs-from-get", "An or in the filter of a search request is lost", "7644-3.4.3-search-response"), ({ filter }) => ({ filter: filter?.split(/ or /i)[0] ?? null })),
  onBody(must("search-total-differs", "POST /.search counts the page as totalResults plus one", "7644-3.4.3-search-response"), searched, (b) => void (b["totalResults"] = Number(b["totalResults"]) + 1)),
  onBody(must("search-answers-bare-list", "POST /.search names another message", "7644-3.4.3-search-response"), searched, (b) => void (b["schemas"] = ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"])),
  onResponse(must("search-creates-resource", "POST /.search answers 201 with a Location", "7644-3.4.3-search-suffix-is-query"), (r, c) => {
    if (searched(r, c)) Object.assign(r, { status: 201, headers: [...r.headers, ["Location", `${c.context.baseUrl()}/Users/.search`]] });
  }),
  onResponse(must("search-is-an-id", "GET of /.search finds a resource of that id", "7644-3.4.3-search-suffix-is-query"), (r, { request, context }) => {
    if (request.method !== "GET" || !request.path.endsWith("/.search")) return;
    const user: Stored = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: ".search", userName: ".search", meta: { resourceType: "User", location: `${context.baseUrl()}${request.path}` } };
    Object.assign(r, { status: 200, headers: [["Content-Type", "application/scim+json"]], body: user });
  }),
  {
    ...should("search-schema-not-checked", "POST /.search takes any body", "7644-3.4.3-search-request-schema"),
    apply: (b) => ({ readSearch: (body, context) => b.readSearch({ ...body, schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"] }, context) }),
  },
  {
    ...must("search-request-refused", "POST /.search demands the schema of a list", "7644-3.4.3-search-request-schema"),
    apply: (b) => ({
      readSearch(body, context) {
        if (!JSON.stringify(body["schemas"] ?? "").includes("ListResponse")) throw new ScimError(400, "schemas is wrong.", "invalidSyntax");
        return b.readSearch({ ...body, schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"] } as JsonObject, context);
      },
    }),
  },
  reads(must("search-attributes-ignored", "attributes of a search request is ignored", "7644-3.4.3-search-attributes"), () => ({ attributes: [] })),
  reads(must("search-attributes-qualified-ignored", "Qualified names in attributes of a search request are ignored", "7644-3.4.3-search-attributes-notation"), ({ attributes }) => ({ attributes: attributes.length > 0 && unqualified(attributes).length === 0 ? ["none"] : unqualified(attributes) })),
  reads(must("search-excluded-ignored", "excludedAttributes of a search request is ignored", "7644-3.4.3-search-excludedattributes"), () => ({ excludedAttributes: [] })),
  onBody(must("search-excluded-drops-id", "excludedAttributes of a search request takes id away", "7644-3.4.3-search-excludedattributes-always"), searched, (b, { request }) => {
    if (/"excludedAttributes":\[[^\]]*"id"/.test(request.body.toString("utf8"))) for (const r of b["Resources"] as Stored[]) delete r["id"];
  }),
  reads(must("search-excluded-qualified-ignored", "Qualified names in excludedAttributes of a search request are ignored", "7644-3.4.3-search-excludedattributes-notation"), ({ excludedAttributes }) => ({ excludedAttributes: unqualified(excludedAttributes) })),
  {
    ...must("search-malformed-filter-accepted", "A malformed filter in a search request is ignored", "7644-3.4.3-search-filter"),
    apply: (b) => ({
      select(found, types, call) {
        try {
          return b.select(found, types, call);
        } catch (error) {
          if (call.request.path.endsWith("/.search")) return found;
          throw error;
        }
      },
    }),
  },
  reads(must("search-filter-escapes-wrong", "Escapes in the filter of a search request are undone twice", "7644-3.4.3-search-filter"), ({ filter }) => ({ filter: filter?.replaceAll('\\"', "'") ?? null })),
  {
    ...must("search-filter-demanded", "A search request without filter is refused", "7644-3.4.3-search-filter-optional", "7644-3.4.3-search-sortby-optional"),
    apply: (b) => ({
      readSearch(body, context) {
        const query = b.readSearch(body, context);
        if (query.filter === null) throw new ScimError(400, "filter is missing.", "invalidFilter");
        return query;
      },
    }),
  },
  reads(must("search-sort-ignored", "sortBy of a search request is ignored", "7644-3.4.3-search-sortby"), () => ({ sortBy: null })),
  reads(must("search-sort-order-ignored", "sortOrder of a search request is ignored", "7644-3.4.3-search-sortorder"), () => ({ sortOrder: null })),
  reads(must("search-sort-qualified-ignored", "sortBy of a search request knows names in their defined case alone", "7644-3.4.3-search-sortby-notation"), ({ sortBy }) => ({ sortBy: sortBy === sortBy?.toUpperCase() ? null : sortBy })),
  reads(must("search-count-ignored", "count of a search request is ignored", "7644-3.4.3-search-count"), () => ({ count: null })),
  reads(must("search-start-index-ignored", "startIndex of a search request is ignored", "7644-3.4.3-search-startindex"), () => ({ startIndex: null })),
  {
    ...must("root-query-one-type", "A query at the root covers users alone", "7644-3.4.2.1-root-query-all-resources"),
    apply: (b) => ({ candidates: (types, call) => b.candidates(types.length > 1 ? types.slice(0, 1) : types, call) }),
  },
  onResponse(must("root-query-broken", "A query at the root answers 500", "7644-3.4.2-query-targets", "7644-3.4.2.1-query-endpoints"), (r, { request, context }) => (request.path === "" && request.query.has("filter") ? context.behaviour.error(new ScimError(500, "Null reference.")) : r)),
  onResponse(may("search-root-missing", "POST /.search at the root answers 404", "7644-3.4.3-search-via-post", "7644-3.4.3-search-suffix-is-query"), (r, { request, context }) => (request.path === "/.search" ? context.behaviour.error(new ScimError(404, "There is no such resource type.")) : r)),
];
