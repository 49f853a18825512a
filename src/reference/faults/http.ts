import { ScimError } from "../types.ts";
import { faultsOf, isCollection, isResourcePath, isSingle, onBody, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("http");
const label = (value: string) => (r: { headers: (readonly [string, string])[] }): void => {
  r.headers = r.headers.map(([n, v]) => (n === "Content-Type" ? [n, value] : [n, v]));
};

export const httpFaults: readonly Fault[] = [
  onResponse(must("http-body-array", "A single resource comes inside an array", "7643-3-resource-json-object", "7644-3.1-json-messages"), (r, c) => {
    if (r.status === 200 && isSingle(c.request.path)) r.body = [r.body];
  }),
  onResponse(must("http-duplicate-member", "A member name occurs twice", "7643-2.1-json-representation"), (r, c) => {
    if (r.status < 300 && typeof r.body === "object" && isResourcePath(c.request.path)) r.body = JSON.stringify(r.body).replace(/^\{/, '{"schemas":[],');
  }),
  onResponse(must("http-html-body", "Unknown resources are answered with an HTML page", "7644-3.1-json-messages"), (r) => {
    if (r.status === 404) Object.assign(r, { body: "<html><body>Not found</body></html>", headers: [["Content-Type", "text/html"]] });
  }),
  onResponse(should("response-content-type-wrong", "Answers are labelled application/json", "7644-3.8-default-format", "7644-3.8-accept-scim-json"), label("application/json")),
  onResponse(must("http-content-type-html", "Answers are labelled text/html", "7644-3.8-accept-scim-json"), label("text/html")),
  onBody(must("list-response-schema-wrong", "List answers name another message", "7644-3.1-message-schemas-prefix"), (r) => r.status === 200, (b) => {
    if (b["Resources"] !== undefined) b["schemas"] = ["urn:example:List"];
  }),
  {
    ...must("request-scim-json-rejected", "Content-Type application/scim+json is refused", "7644-3.8-request-content-types"),
    apply: () => ({
      checkMediaType(contentType) {
        if (contentType?.startsWith("application/scim+json")) throw new ScimError(415, "Send application/json.");
      },
    }),
  },
  {
    ...should("request-plain-json-rejected", "Content-Type application/json is refused", "7644-3.8-request-content-types"),
    apply: () => ({
      checkMediaType(contentType) {
        if (contentType?.startsWith("application/json")) throw new ScimError(415, "Send application/scim+json.");
      },
    }),
  },
  { ...should("accept-json-refused", "Accept: application/json is answered with 406", "7644-3.8-accept-json"), apply: (b) => ({ negotiate: (accept) => (accept === "application/json" ? null : b.negotiate(accept)) }) },
  onResponse(must("default-format-html", "Without Accept the answer is labelled text/html", "7644-3.8-default-format"), (r, c) => {
    if (c.request.headers["accept"] === undefined || c.request.headers["accept"] === "*/*") label("text/html")(r);
  }),
  {
    ...should("unknown-parameter-refused", "An unknown query parameter is answered with 400", "7644-3.4.2-ignore-unknown-params"),
    apply: (b) => ({
      respond: (call, next) => {
        const known = ["attributes", "excludedAttributes", "startIndex", "count", "sortBy", "sortOrder", "filter"];
        const odd = [...call.request.query.keys()].some((k) => !known.includes(k));
        return odd && isResourcePath(call.request.path) ? b.error(new ScimError(400, "Unknown parameter.", "invalidValue")) : b.respond(call, next);
      },
    }),
  },
  {
    ...must("http-latin1-bodies", "Request bodies are read as Latin-1", "7644-3.8-json-utf8", "7644-3.8-utf8-default", "7643-2.3.1-string-unicode-utf8"),
    apply: (b) => ({ parseBody: (request) => b.parseBody({ ...request, body: Buffer.from(request.body.toString("latin1"), "utf8") }) }),
  },
  {
    ...must("http-astral-lost", "Characters outside the basic plane become question marks", "7644-3.8-json-utf8", "7643-2.3.1-string-unicode-utf8"),
    apply: (b) => ({ parseBody: (request) => b.parseBody({ ...request, body: Buffer.from(request.body.toString("utf8").replace(/[\u{10000}-\u{10ffff}]/gu, "?"), "utf8") }) }),
  },
  {
    ...must("response-echoes-request", "The answer to POST and PUT echoes what was sent, although other values were stored", "7644-3.1-response-reflects-state"),
    apply: (b) => ({
      create: (values, type, call, body) => ({ ...b.create(values, type, call, body), displayName: `stored ${String(values["displayName"] ?? "")}` }),
      created: (representation, location, call) => {
        const name = representation["displayName"];
        return b.created(typeof name === "string" ? { ...representation, displayName: name.replace("stored ", "") } : representation, location, call);
      },
    }),
  },
  {
    ...must("version-ignored", "Any version segment is served", "7644-3.13-version-honoured"),
    apply: (b) => ({ respond: (call, next) => b.respond(call, (request) => next({ ...request, path: request.path.replace(/^\/outside\/scim\/v\d+/, "") })) }),
  },
  onBody(must("version-segment-misplaced", "The version stands behind the resource endpoint in locations", "7644-3.13-version-segment-form"), (r, c) => r.status < 300 && (isSingle(c.request.path) || isCollection(c.request.path)), (b) => {
    for (const x of (b["Resources"] as Record<string, { location?: string }>[] | undefined) ?? [b as unknown as Record<string, { location?: string }>]) {
      const meta = x["meta"];
      if (meta?.location !== undefined) meta.location = meta.location.replace(/\/scim\/v2\/(\w+)\//, "/scim/$1/v2/");
    }
  }),
];
