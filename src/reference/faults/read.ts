import { ScimError, type Stored } from "../types.ts";
import { faultsOf, isCollection, isSingle, onBody, onResource, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("read");

export const readFaults: readonly Fault[] = [
  onBody(must("read-other-resource", "GET of a resource answers with another id", "7644-3.4.1-get-known-200", "7643-2.3.7-get-reference-dereferences"), (r, c) => r.status === 200 && c.request.method === "GET" && isSingle(c.request.path), (b) => void (b["id"] = "another-resource")),
  onResponse(must("read-known-404", "GET of a known resource answers 404", "7644-3.4.1-get-known-path"), (r, { request, context }) =>
    r.status === 200 && request.method === "GET" && isSingle(request.path) ? context.behaviour.error(new ScimError(404, "Not here.")) : r,
  ),
  onResponse(must("read-unknown-200", "GET of an unknown id answers 200 with an empty object", "7644-3.12-get-unknown-404"), (r, { request }) => {
    if (r.status === 404 && request.method === "GET" && isSingle(request.path)) Object.assign(r, { status: 200, body: {} });
  }),
  onResponse(must("read-unknown-500", "GET of an unknown id answers 500", "7644-3.12-get-unknown-404"), (r, { request, context }) =>
    r.status === 404 && request.method === "GET" && isSingle(request.path) ? context.behaviour.error(new ScimError(500, "Null reference.")) : r,
  ),
  onResource(must("read-touches-last-modified", "Each GET moves lastModified", "7644-3.2-get-retrieves"), (r, c) => {
    const meta = r["meta"] as Stored | undefined;
    const n = ((c.context.memory.get("reads") as number | undefined) ?? 0) + 1;
    c.context.memory.set("reads", n);
    if (c.request.method === "GET" && meta?.["lastModified"] !== undefined) meta["lastModified"] = new Date(Date.parse(String(meta["lastModified"])) + n).toISOString();
  }),
  onBody(should("list-repeats-user-names", "Two listed users have one userName", "7643-7-uniqueness-server-no-duplicates"), (r, c) => r.status === 200 && c.request.method === "GET" && isCollection(c.request.path), (b) => {
    const list = (b["Resources"] ?? []) as Stored[];
    for (const r of list) if (r["userName"] !== undefined) r["userName"] = "same@example.com";
  }),
  onResource(must("location-lacks-tenant-segment", "meta.location lacks a path segment", "7643-3.1-meta-location-uri"), (r) => {
    const meta = r["meta"] as Stored | undefined;
    if (meta?.["location"] !== undefined) meta["location"] = String(meta["location"]).replace("/scim/v2/", "/v2/");
  }),
  onResource(must("meta-created-long-ago", "meta.created is the epoch", "7643-3.1-meta-created"), (r) => {
    const meta = r["meta"] as Stored | undefined;
    if (meta?.["created"] !== undefined) meta["created"] = meta["lastModified"] = "1970-01-01T00:00:00Z";
  }),
  {
    ...must("create-readonly-stored", "readOnly attributes are stored from the client", "7644-3.3-create-ignores-readonly", "7643-7-mutability-read-only"),
    apply: (b) => ({
      create: (values, type, call, body) => ({ ...b.create(values, type, call, body), ...(typeof body["firmware"] === "string" ? { firmware: body["firmware"] } : {}) }),
    }),
  },
  {
    ...should("create-loses-values", "nickName, title and model are accepted and not stored", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({
      read(body, type, context) {
        const { nickName: _n, title: _t, model: _m, ...rest } = b.read(body, type, context);
        return rest;
      },
    }),
  },
  {
    ...must("externalid-needs-schema", "externalId is refused unless schemas names a URI for it", "7643-3-common-attributes-always-present"),
    apply: (b) => ({
      checkSchemas(body, type) {
        b.checkSchemas(body, type);
        if (body["externalId"] !== undefined && !(body["schemas"] as string[]).includes("urn:example:common")) throw new ScimError(400, "externalId belongs to no schema.", "invalidValue");
      },
    }),
  },
  {
    ...must("optional-attribute-demanded", "displayName is demanded although the schema does not say so", "7643-2.2-default-required-false"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        b.checkRequired(resource, type, context);
        if (type.name === "User" && resource["displayName"] === undefined) throw new ScimError(400, "displayName is missing.", "invalidValue");
      },
    }),
  },
];

