import { ScimError } from "../types.ts";
import { onBody, onResponse, type Fault } from "./fault.ts";

type Info = Omit<Fault, "apply">;
const must = (id: string, title: string, ...requirements: string[]): Info => ({ id, area: "errors", strength: "must", title, requirements });
const should = (id: string, title: string, ...requirements: string[]): Info => ({ ...must(id, title, ...requirements), strength: "should" });
const failed = (r: { status: number }): boolean => r.status >= 400;

export const errorsFaults: readonly Fault[] = [
  onBody(must("error-status-is-number", "status in the error body is a number", "7644-3.12-error-status-string"), failed, (b, _c, r) => void (b["status"] = r.status)),
  onBody(must("error-wrapped-in-envelope", "The error sits under another member", "7644-3.12-error-body-json"), failed, (b, _c, r) => {
    const inner = { ...b };
    for (const k of Object.keys(b)) delete b[k];
    b["error"] = inner;
    void r;
  }),
  onBody(should("error-unregistered-scimtype", "scimType holds private words", "7644-3.12-error-scimtype"), failed, (b) => void (b["scimType"] = "schemaViolated")),
  onResponse(must("error-empty-body", "404 comes without a body", "7644-3.12-error-body-json"), (r) => void (r.status === 404 && (r.body = undefined))),
  onResponse(should("error-framework-plain-text", "405, 406 and 415 come as the framework's plain text", "7644-3.12-error-body-json"), (r) => {
    if ([405, 406, 415].includes(r.status)) Object.assign(r, { body: "Unsupported", headers: [["Content-Type", "text/plain"]] });
  }),
  onBody(must("error-schema-missing", "Errors do not name the Error message", "7644-3.12-error-schema-uri"), failed, (b) => void (b["schemas"] = ["urn:example:Error"])),
  onBody(should("error-status-differs", "status in the error body is always 500", "7644-3.2-error-status-in-http"), failed, (b) => void (b["status"] = "500")),
  onBody(must("error-detail-object", "detail is an object", "7644-3.12-error-detail"), failed, (b) => void (b["detail"] = { text: b["detail"] ?? "" })),
  onResponse(must("unknown-endpoint-500", "An unknown endpoint answers 500", "7644-3.12-status-404"), (r, { request, context }) =>
    r.status === 404 && !/^\/(Users|Groups|Devices|Schemas|ResourceTypes)/.test(request.path) ? context.behaviour.error(new ScimError(500, "Unexpected.")) : r,
  ),
];
