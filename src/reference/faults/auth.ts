import { ScimError } from "../types.ts";
import { faultsOf, isCollection, isResourcePath, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("auth");
const main = { tenant: "main", mayWrite: true, subject: null } as const;

export const authFaults: readonly Fault[] = [
  { ...must("unauthenticated-access", "Credentials are never checked", "7643-9.3-restrict-access-need-to-know", "7644-3.12-status-401"), apply: (b) => ({ authenticate: (request, context) => b.authenticate(request, context) ?? main }) },
  {
    ...must("unauthenticated-create", "POST needs no credential", "7643-9.3-restrict-access-need-to-know"),
    apply: (b) => ({ authenticate: (request, context) => b.authenticate(request, context) ?? (request.method === "POST" && isCollection(request.path) ? main : null) }),
  },
  {
    ...must("empty-bearer-accepted", "An empty bearer token passes", "7644-2-validate-bearer-token", "7644-3.12-status-401"),
    apply: (b) => ({ authenticate: (request, context) => (/^Bearer\s*$/i.test(request.headers["authorization"] ?? "none") ? main : b.authenticate(request, context)) }),
  },
  {
    ...must("invalid-token-accepted", "Any bearer token passes", "7644-2-validate-bearer-token"),
    apply: (b) => ({ authenticate: (request, context) => b.authenticate(request, context) ?? (/^Bearer\s+\S/i.test(request.headers["authorization"] ?? "") ? main : null) }),
  },
  onResponse(should("auth-answers-403", "A missing credential is answered with 403", "7644-3.12-status-401"), (r, { context }) => (r.status === 401 ? context.behaviour.error(new ScimError(403, "Forbidden.")) : r)),
  onResponse(must("auth-redirects", "A missing credential leads to a login page", "7644-3.12-status-401"), (r) => {
    if (r.status === 401) Object.assign(r, { status: 302, headers: [["Location", "https://login.example.com/"]], body: undefined });
  }),
  onResponse(must("auth-challenge-missing", "401 without WWW-Authenticate", "7644-2-www-authenticate"), (r) => void (r.headers = r.headers.filter(([n]) => n !== "WWW-Authenticate"))),
  { ...must("any-user-token-accepted", "Every valid credential may do everything", "7644-2-map-client-to-policy", "7644-3.12-status-403"), apply: () => ({ mayWrite: () => true }) },
  onResponse(should("low-privilege-401", "What a credential may not do is answered with 401", "7644-3.12-status-403"), (r, { context, request }) =>
    r.status === 403 && isResourcePath(request.path) ? context.behaviour.error(new ScimError(401, "Unauthorized.", undefined, context.behaviour.challenge())) : r,
  ),
];
