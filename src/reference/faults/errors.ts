import { ScimError } from "../types.ts";
import { faultsOf, onBody, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("errors");
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
  {
    ...must("malformed-json-500", "Malformed JSON answers 500", "7644-3.12-status-400"),
    apply: (b) => ({
      parseBody(request) {
        try {
          return b.parseBody(request);
        } catch {
          throw new ScimError(500, "Unexpected token.");
        }
      },
    }),
  },
  {
    ...must("malformed-json-accepted", "Malformed JSON counts as an empty object and is answered with 200", "7644-3.12-status-400"),
    apply: (b) => ({
      respond: (call, next) =>
        b.respond(call, (request) => {
          try {
            if (request.body.length > 0) b.parseBody(request);
            return next(request);
          } catch {
            return { status: 200, headers: [["Content-Type", "application/scim+json"]], body: { schemas: [] } };
          }
        }),
    }),
  },
  {
    ...should("malformed-json-keyword", "Malformed JSON is refused with scimType invalidValue", "7644-3.12-type-invalidsyntax"),
    apply: (b) => ({
      parseBody(request) {
        try {
          return b.parseBody(request);
        } catch {
          throw new ScimError(400, "The body cannot be read.", "invalidPath");
        }
      },
    }),
  },
  { ...must("required-not-enforced", "Required attributes may be missing", "7644-3.12-status-400", "7643-7-attr-required"), apply: () => ({ checkRequired: () => {} }) },
  {
    ...should("create-required-missing-422", "A missing required attribute answers 422", "7644-3.12-status-400"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        try {
          b.checkRequired(resource, type, context);
        } catch {
          throw new ScimError(422, "Validation failed.");
        }
      },
    }),
  },
  {
    ...must("required-missing-500", "A missing required attribute answers 500", "7644-3.12-status-400"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        try {
          b.checkRequired(resource, type, context);
        } catch {
          throw new ScimError(500, "Column may not be null.");
        }
      },
    }),
  },
  {
    ...should("invalid-value-keyword", "A missing required attribute is refused with scimType noTarget", "7644-3.12-type-invalidvalue"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        try {
          b.checkRequired(resource, type, context);
        } catch {
          throw new ScimError(400, "Something is missing.", "noTarget");
        }
      },
    }),
  },
  {
    ...must("wrong-type-stored", "Values of the wrong JSON type are stored", "7644-3.12-status-400", "7644-3.12-type-invalidvalue"),
    apply: (b) => ({
      read(body, type, context) {
        try {
          return b.read(body, type, context);
        } catch {
          const { id: _i, meta: _m, ...rest } = body;
          return rest;
        }
      },
    }),
  },
  {
    ...must("wrong-type-500", "A value of the wrong JSON type answers 500", "7644-3.12-status-400"),
    apply: (b) => ({
      read(body, type, context) {
        try {
          return b.read(body, type, context);
        } catch {
          throw new ScimError(500, "Class cast.");
        }
      },
    }),
  },
  onResponse(must("collection-delete-accepted", "POST to a single resource answers 200", "7644-3.2-defined-endpoints"), (r, { request }) => {
    if (r.status === 405) Object.assign(r, { status: 200, headers: [["Content-Type", "application/scim+json"]], body: { schemas: [], path: request.path } });
  }),
  onBody(must("error-echoes-credential", "Error details repeat the Authorization field", "7643-9.2-credentials-special-handling"), (r) => r.status === 404, (b, c) => void (b["detail"] = `No resource for ${c.request.headers["authorization"] ?? ""}`)),
];
