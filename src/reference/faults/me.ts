import { ScimError, type ServerResponse } from "../types.ts";
import { faultsOf, onBody, onResponse, type Fault } from "./fault.ts";

const { must } = faultsOf("me");
const me = (r: ServerResponse, c: { request: { path: string; method: string } }): boolean => c.request.path === "/Me" && r.status === 200;

export const meFaults: readonly Fault[] = [
  onBody(must("me-not-conformant", "/Me returns a private profile format", "7644-3.1-resource-schemas-attribute"), me, (b) => {
    const { userName } = b;
    for (const name of Object.keys(b)) delete b[name];
    Object.assign(b, { username: userName, roles: ["admin"] });
  }),
  onResponse(must("me-broken", "/Me answers 500", "7644-3.11-me-three-answers"), (r, c) => (c.request.path === "/Me" && r.status < 400 ? c.context.behaviour.error(new ScimError(500, "Null reference.")) : r)),
  onResponse({ ...must("me-missing-404", "/Me answers 404", "7644-3.11-me-501"), strength: "should" }, (r, c) => (me(r, c) ? c.context.behaviour.error(new ScimError(404, "There is nothing here.")) : r)),
  onResponse({ ...must("me-redirects-with-302", "/Me redirects with 302", "7644-3.11-me-308"), strength: "gray" }, (r, c) => {
    if (me(r, c)) Object.assign(r, { status: 302, headers: [["Location", String(r.headers.find(([n]) => n === "Location")?.[1] ?? "")]], body: undefined });
  }),
  onResponse(must("me-without-location", "/Me comes without Location", "7644-3.11-me-location"), (r, c) => void (me(r, c) && (r.headers = r.headers.filter(([n]) => n !== "Location")))),
  onResponse(must("me-location-is-alias", "The Location of /Me is /Me", "7644-3.11-me-location"), (r, c) => void (me(r, c) && (r.headers = r.headers.map(([n, v]) => [n, n === "Location" ? `${c.context.baseUrl()}/Me` : v])))),
];
