import { invariant } from "../../src/engine/api.ts";
import { ERROR, sameUrn } from "../../src/scim/urn.ts";

/** Must be answered by the SCIM layer itself (ambiguity P42); others may come from a gateway. */
const OWN = new Set([400, 403, 404, 409, 412, 413, 501]);
/** RFC 7644 table 9, RFC 9865 section 2, RFC 7644 section 7.5.2. */
const SCIM_TYPES = ["invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue", "invalidVers", "sensitive", "invalidCursor", "expiredCursor", "invalidCount"];

export default invariant({
  id: "invariants/error-body",
  title: "Every error has a SCIM Error message as its body",
  failureTitle: "Errors do not have a SCIM Error message as their body",
  verifies: ["7644-3.12-error-body-json", "7644-3.12-error-schema-uri", "7644-3.12-error-status-string", "7644-3.12-error-scimtype", "7644-3.12-error-detail", "7644-3.2-error-status-in-http"],
  detects: ["error-status-is-number", "error-wrapped-in-envelope", "error-unregistered-scimtype", "error-empty-body", "error-framework-plain-text", "error-schema-missing", "error-status-differs", "error-detail-object"],
  remedy: 'Give every error the body {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404", "detail": "..."}; status is a string equal to the HTTP status.',
  judge(exchange, { expect }) {
    if (exchange.status < 400 || exchange.method === "HEAD") return;
    const { object, status } = exchange;
    // A 403 to a credential that is missing or foreign may come from a gateway.
    // So may a 404 for an endpoint that the server does not have: nothing of SCIM ran.
    const unserved = status === 404 && ["other", "search", "bulk"].includes(exchange.raw.operation);
    const own = OWN.has(status) && !unserved && !(status === 403 && exchange.raw.credential !== "primary");
    const has = expect.of("7644-3.12-error-body-json", own ? undefined : "errors/gateway-body");
    const isError = object !== undefined && (object["schemas"] !== undefined || object["status"] !== undefined);
    if (!has.that(isError, { message: `${exchange.method} is answered with ${status} and no SCIM Error message`, expected: "an Error message in JSON", actual: exchange.text?.slice(0, 200) ?? "(no body)", at: exchange, pointer: "" })) return;
    const schemas = object?.["schemas"];
    const named = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, ERROR));
    expect.of("7644-3.12-error-schema-uri").that(named, { message: "schemas of the error does not name the Error message", expected: ERROR, actual: schemas ?? null, at: exchange, pointer: "/schemas" });
    const said = object?.["status"];
    expect.of("7644-3.12-error-status-string").that(typeof said === "string", { message: `status in the error body is ${JSON.stringify(said) ?? "missing"}, not a string`, expected: String(status), actual: said ?? null, at: exchange, pointer: "/status" });
    expect.of("7644-3.2-error-status-in-http").that(String(said) === String(status), { message: `the HTTP status is ${status}, the body says ${JSON.stringify(said) ?? "nothing"}`, expected: String(status), actual: said ?? null, at: exchange, pointer: "/status" });
    const type = object?.["scimType"];
    if (type === undefined || type === null) expect.of("7644-3.12-error-scimtype").observe(`${status} without scimType`, { at: exchange });
    else if (typeof type !== "string") expect.of("7644-3.12-error-scimtype", "errors/scimtype-not-string").that(false, { message: "scimType is not a string", expected: "a keyword of table 9", actual: type, at: exchange, pointer: "/scimType" });
    else expect.of("7644-3.12-error-scimtype", "errors/unknown-scimtype").that(SCIM_TYPES.includes(type), { message: `scimType ${type} is no registered keyword`, expected: SCIM_TYPES, actual: type, at: exchange, pointer: "/scimType" });
    const detail = object?.["detail"];
    if (detail === undefined || detail === null) expect.of("7644-3.12-error-detail").observe(`${status} without detail`, { at: exchange });
    else expect.of("7644-3.12-error-detail", "errors/detail-not-string").that(typeof detail === "string", { message: "detail is not a string", expected: "a string", actual: detail, at: exchange, pointer: "/detail" });
  },
});
