/** The exchanges of the sample run: ordinary answers, wrong ones, and some that try to break a report. */
import type { Exchange, ExchangeResponse, HeaderList, Operation } from "../../src/model/exchange.ts";
import type { Json } from "../../src/model/json.ts";

const BASE = "https://scim.acme.example/v2";
const SCIM = "application/scim+json";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** Turns the text direction round, hides a letter, and colours a terminal. */
export const HOSTILE = `\u202Etxt.exe\u202C {{constructor}} {{{raw}}} <script>alert("scimspec")</script> \u001b[31mred\u001b[0m\u001b]0;owned\u0007 a\u200Bb "'\`=/`;
const LONG = "x".repeat(12_000);

interface Sent {
  readonly check: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly body?: Json | string;
  readonly headers?: HeaderList;
  readonly response: ExchangeResponse | null;
  readonly error?: Exchange["error"];
  readonly durationMs?: number;
  readonly retries?: number;
}

function answer(status: number, body: Json | string | null, headers: HeaderList = []): ExchangeResponse {
  const own: HeaderList = body === null ? [] : [["Content-Type", SCIM]];
  const text = body === null || typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: [["Date", "Mon, 24 Nov 2026 09:12:04 GMT"], ...own, ...headers], body: text };
}

function user(id: string, more: Readonly<Record<string, Json>> = {}): Json {
  return {
    schemas: [USER],
    id,
    userName: "scimspec-7f3a-create-user-1@example.com",
    name: { givenName: "Barbara", familyName: "Jensen", formatted: "Ms. Barbara J Jensen, III" },
    active: true,
    emails: [
      { value: "barbara.work@example.com", type: "work", primary: true },
      { value: "barbara.home@example.com", type: "home" },
    ],
    ...more,
    meta: { resourceType: "User", created: "2026-11-24T09:12:03Z", lastModified: "2026-11-24T09:12:03Z", location: `/Users/${id}`, version: 'W/"1"' },
  };
}

const people = Array.from({ length: 60 }, (_, i) => user(`u${i + 1}`));

const SENT: readonly Sent[] = [
  { check: "discovery", method: "GET", path: "/ServiceProviderConfig", operation: "service-provider-config", response: answer(200, { patch: { supported: true }, sort: { supported: false } }) },
  {
    check: "create/user@User", method: "POST", path: "/Users", operation: "create",
    body: { schemas: [USER], userName: "scimspec-7f3a-create-user-1@example.com", name: { givenName: "Barbara", familyName: "Jensen" } },
    response: answer(201, user("2819c223-7f76-453a-919d-413861904646"), [["Content-Location", "/Users/2819c223"]]), durationMs: 61,
  },
  {
    check: "create/group@Group", method: "POST", path: "/Groups", operation: "create",
    body: { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "scimspec-7f3a-create-group-1" },
    response: {
      status: 500,
      headers: [["Content-Type", "text/html; charset=utf-8"], ["X-Trace", HOSTILE]],
      body: `<!doctype html>\n<html><head><title>500</title><script src="https://evil.example/x.js"></script></head>\n<body onload="alert(1)"><h1>Internal error</h1>\n<pre>NullPointerException at GroupMapper.java:118\n${HOSTILE}</pre>\n</body></html>`,
    },
    durationMs: 2140, retries: 2,
  },
  { check: "read/unknown-id@User", method: "GET", path: "/Users/scimspec-7f3a-no-such-id", operation: "read", response: answer(404, { error: { code: 404, message: `User ${HOSTILE} not found` } }) },
  {
    check: "patch/remove-by-value-filter", method: "PATCH", path: "/Users/2819c223-7f76-453a-919d-413861904646", operation: "patch",
    body: { schemas: [PATCH], Operations: [{ op: "remove", path: 'emails[type eq "work"]' }] },
    response: answer(200, user("2819c223-7f76-453a-919d-413861904646", { emails: [] })), durationMs: 88,
  },
  { check: "patch/remove-by-value-filter", method: "GET", path: "/Users/2819c223-7f76-453a-919d-413861904646", operation: "read", response: answer(200, user("2819c223-7f76-453a-919d-413861904646", { emails: [] })) },
  { check: "patch/operations-are-atomic", method: "PATCH", path: "/Users/u7", operation: "patch", body: { schemas: [PATCH], Operations: [{ op: "Replace", path: "active", value: "False" }, { op: "add", path: "no.such", value: LONG }] }, response: answer(400, { schemas: [ERROR], status: "400", scimType: "invalidPath", detail: "Attribute no.such is unknown." }) },
  { check: "filter/special-characters", method: "GET", path: `/Users?filter=${encodeURIComponent('userName eq "a\\"b\\\\c"')}&count=100`, operation: "list", response: answer(200, { schemas: [LIST], totalResults: 60, startIndex: 1, itemsPerPage: 60, Resources: people }), durationMs: 940 },
  { check: "filter/unknown-operator", method: "GET", path: "/Users?filter=userName%20xx%20%22a%22", operation: "list", response: answer(200, { schemas: [LIST], totalResults: 0 }) },
  { check: "etag/stale-if-match@User", method: "PUT", path: "/Users/u9", operation: "replace", headers: [["If-Match", 'W/"0"']], body: user("u9"), response: answer(200, user("u9"), [["ETag", 'W/"2"']]) },
  { check: "errors/malformed-json", method: "POST", path: "/Users", operation: "create", body: '{"schemas": [', response: answer(400, `{"schemas":["${ERROR}"],"status":400,"scimType":"invalidSyntax","detail":"${LONG}","detail":"A second detail, and 12345678901234567890123 is kept as sent."}`.replace('"A second', '"nr 12345678901234567890123. A second')) },
  { check: "errors/not-json", method: "POST", path: "/Users", operation: "create", body: "not json", response: null, error: { kind: "closed", message: `the server closed the connection ${HOSTILE}` }, durationMs: 30012, retries: 0 },
  { check: "pagination/count-zero", method: "GET", path: "/Users?count=0", operation: "list", response: answer(200, { schemas: [LIST], totalResults: 60, Resources: [user("u1")] }) },
  { check: "discovery/filter-refused", method: "GET", path: "/Schemas?filter=id%20pr", operation: "schemas", response: answer(200, { schemas: [LIST], totalResults: 0, Resources: [] }) },
];

/** The exchanges, numbered from `x1`. */
export const sampleExchanges: readonly Exchange[] = SENT.map((sent, index) => ({
  id: `x${index + 1}`,
  check: sent.check,
  operation: sent.operation,
  resourceType: sent.path.startsWith("/Users") ? "User" : sent.path.startsWith("/Groups") ? "Group" : null,
  credential: "primary",
  request: {
    method: sent.method,
    url: `${BASE}${sent.path}`,
    headers: [["Accept", SCIM], ["Authorization", "Bearer ***"], ...(sent.headers ?? []), ...(sent.body === undefined ? [] : ([["Content-Type", SCIM]] as const))],
    body: sent.body === undefined ? null : typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body),
  },
  response: sent.response,
  error: sent.error ?? null,
  startedAt: new Date(Date.UTC(2026, 10, 24, 9, 12, 3 + index)).toISOString(),
  durationMs: sent.durationMs ?? 24 + index,
  retries: sent.retries ?? 0,
}));
