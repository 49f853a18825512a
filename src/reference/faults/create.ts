import { randomUUID } from "node:crypto";
import { ScimError, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, isCollection, onBody, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("create");
const refuse = (name: string) => new ScimError(400, `${name} must not be sent.`, "invalidValue");
const created = (r: { status: number }): boolean => r.status === 201;

export const createFaults: readonly Fault[] = [
  onResponse(must("create-returns-200", "POST answers 200 without Location", "7644-3.3-create-201"), (r) => {
    if (created(r)) Object.assign(r, { status: 200, headers: r.headers.filter(([n]) => n !== "Location") });
  }),
  onResponse(must("create-not-allowed", "POST to a collection answers 400", "7644-3.3-post-to-resource-endpoint"), (r, { request, context }) =>
    request.method === "POST" && isCollection(request.path) && created(r) ? context.behaviour.error(new ScimError(400, "Not possible.")) : r,
  ),
  onResponse(must("create-location-missing", "201 without Location", "7644-3.3-create-location-header"), (r) => void (created(r) && (r.headers = r.headers.filter(([n]) => n !== "Location")))),
  onResponse(must("create-location-header-differs-from-meta", "Location and meta.location differ", "7644-3.3-create-meta-location"), (r) => {
    if (created(r)) r.headers = r.headers.map(([n, v]) => (n === "Location" ? [n, v.replace("/scim/v2/", "/")] : [n, v]));
  }),
  {
    ...must("create-location-has-foreign-id", "Location and meta.location carry another id than the body", "7644-3.3-create-location-header", "7643-3.1-meta-location-uri"),
    apply: () => ({ location: (resource, type, context) => `${context.baseUrl()}${type.endpoint}/x-${String(resource["id"])}` }),
  },
  onResponse(should("create-empty-body", "201 without a body", "7644-3.3-create-body"), (r) => void (created(r) && Object.assign(r, { body: undefined }))),
  { ...must("create-duplicate-accepted", "A second user with the same userName is created", "7643-4.1.1-user-name-unique", "7644-3.3-create-duplicate-409"), apply: () => ({ checkUnique: () => {} }) },
  {
    ...must("create-duplicate-400", "A duplicate is answered with 400", "7644-3.3-create-duplicate-409"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        try {
          b.checkUnique(resource, type, call, self);
        } catch {
          throw new ScimError(400, "Already there.", "uniqueness");
        }
      },
    }),
  },
  onBody(must("create-duplicate-without-scimtype", "409 without scimType", "7644-3.3-create-duplicate-scimtype"), (r) => r.status === 409, (b) => void delete b["scimType"]),
  {
    ...must("create-client-id-honoured", "A client-supplied id becomes the id", "7643-3.1-id-issued-by-server", "7644-3.3-create-ignores-readonly"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        return typeof body["id"] === "string" ? { ...made, id: body["id"] } : made;
      },
    }),
  },
  {
    ...must("create-client-meta-honoured", "Client-supplied meta is taken over", "7644-3.3-create-ignores-readonly", "7643-3.1-meta-ignored-from-clients", "7644-3.3.1-meta-resourcetype-set"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const sent = body["meta"];
        return typeof sent === "object" && sent !== null ? { ...made, meta: { ...(made["meta"] as JsonObject), ...(sent as JsonObject) } } : made;
      },
    }),
  },
  {
    ...must("create-refuses-readonly", "A body with meta is refused", "7644-3.3-create-ignores-readonly"),
    apply: (b) => ({
      read(body, type, context) {
        if (body["meta"] !== undefined) throw refuse("meta");
        return b.read(body, type, context);
      },
    }),
  },
  {
    ...must("create-timestamps-missing", "meta lacks created and lastModified", "7643-3.1-id-meta-assigned"),
    apply: (b) => ({
      present(resource, type, call) {
        const shown = b.present(resource, type, call);
        const { created: _c, lastModified: _l, ...meta } = (shown["meta"] ?? {}) as Stored;
        return { ...shown, meta };
      },
    }),
  },
  {
    ...must("create-modified-later", "lastModified of a new resource is two seconds after created", "7643-3.1-meta-last-modified-equals-created"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const meta = made["meta"] as JsonObject;
        return { ...made, meta: { ...meta, lastModified: new Date(Date.parse(String(meta["created"])) + 2000).toISOString() } };
      },
    }),
  },
  {
    ...must("create-invents-external-id", "The server gives externalId a value of its own", "7643-3.1-external-id-never-server-set"),
    apply: (b) => ({ create: (values, type, call, body) => ({ externalId: `generated-${randomUUID()}`, ...b.create(values, type, call, body) }) }),
  },
  {
    ...should("externalid-dropped", "externalId is accepted and not stored", "7643-3.1-external-id-client-identifier"),
    apply: (b) => ({
      read(body, type, context) {
        const { externalId: _e, ...rest } = b.read(body, type, context);
        return rest;
      },
    }),
  },
  {
    ...must("externalid-case-folded", "externalId is stored in lower case", "7643-3.1-external-id-client-identifier", "7643-7-case-exact-preserve"),
    apply: (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        return typeof values["externalId"] === "string" ? { ...values, externalId: values["externalId"].toLowerCase() } : values;
      },
    }),
  },
  {
    ...should("externalid-unique", "A second resource with the same externalId is refused", "7643-3.1-external-id-uniqueness-not-enforced"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        for (const [id, other] of call.context.store(call.principal.tenant, type.name)) {
          if (id !== self && resource["externalId"] !== undefined && other["externalId"] === resource["externalId"]) throw new ScimError(409, "externalId is taken.", "uniqueness");
        }
      },
    }),
  },
  {
    ...should("create-uniqueness-on-email", "Two users cannot share an e-mail address", "7643-2.2-default-uniqueness-none"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        const mails = (r: Stored) => ((r["emails"] ?? []) as JsonObject[]).map((m) => m["value"]);
        for (const [id, other] of call.context.store(call.principal.tenant, type.name)) {
          if (id !== self && mails(other).some((m) => mails(resource).includes(m))) throw new ScimError(409, "The address is taken.", "uniqueness");
        }
      },
    }),
  },
  {
    ...must("create-null-refused", "null for an optional attribute is refused", "7643-2.5-null-empty-unassigned-equivalent"),
    apply: (b) => ({
      read(body, type, context) {
        if (Object.values(body).some((v) => v === null)) throw refuse("null");
        return b.read(body, type, context);
      },
    }),
  },
  {
    ...must("create-empty-array-refused", "An empty array is refused", "7643-2.5-null-empty-unassigned-equivalent"),
    apply: (b) => ({
      read(body, type, context) {
        if (Object.values(body).some((v) => Array.isArray(v) && v.length === 0)) throw refuse("[]");
        return b.read(body, type, context);
      },
    }),
  },
  {
    ...must("create-immutable-refused", "An immutable attribute is refused on creation", "7643-7-mutability-immutable-define-may"),
    apply: (b) => ({
      read(body, type, context) {
        if (body["hardwareId"] !== undefined) throw new ScimError(400, "hardwareId is immutable.", "mutability");
        return b.read(body, type, context);
      },
    }),
  },
  { ...should("create-declared-unique-accepted", "Values of attributes declared unique may repeat, except userName", "7643-7-uniqueness-server-should", "7643-7-uniqueness-global-should"), apply: (b) => ({ checkUnique: (r, type, call, self) => (type.name === "User" ? b.checkUnique(r, type, call, self) : undefined) }) },
  {
    ...must("create-group-echoes-unstored-members", "The answer to a new group shows members that are not stored", "7644-3.1-response-reflects-state"),
    apply: (b) => ({
      create(values, type, call, body) {
        const { members: _m, ...rest } = b.create(values, type, call, body);
        return type.name === "Group" ? rest : b.create(values, type, call, body);
      },
      created(representation, location, call) {
        const sent = call.context.behaviour.parseBody(call.request)["members"];
        return b.created(sent === undefined ? representation : { ...representation, members: sent }, location, call);
      },
    }),
  },
  {
    ...must("create-username-case-variant-accepted", "userName compares with regard to case", "7643-4.1.1-user-name-unique", "7644-3.3-create-duplicate-409"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        const same = [...call.context.store(call.principal.tenant, "User")].some(([id, u]) => id !== self && u["userName"] === resource["userName"]);
        if (type.name !== "User" || same) b.checkUnique(resource, type, call, self);
      },
    }),
  },
  {
    ...should("create-active-false-ignored", "A user created inactive is active", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        return made["active"] === false ? { ...made, active: true } : made;
      },
    }),
  },
  {
    ...must("create-empty-group-rejected", "A group without members is refused", "7643-2.2-default-required-false", "7644-3.3-post-to-resource-endpoint"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        b.checkRequired(resource, type, context);
        if (type.name === "Group" && resource["members"] === undefined) throw new ScimError(400, "members is empty.", "invalidValue");
      },
    }),
  },
  {
    ...must("create-single-member-group-fails", "A group with exactly one member is refused", "7644-3.3-post-to-resource-endpoint"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        b.checkRequired(resource, type, context);
        if (((resource["members"] ?? []) as JsonObject[]).length === 1) throw new ScimError(400, "members is not a list.", "invalidSyntax");
      },
    }),
  },
  {
    ...should("create-silently-adopts-existing-account", "A POST with a known e-mail address takes over that user", "7643-3.1-id-unique"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const mails = (r: Stored) => ((r["emails"] ?? []) as JsonObject[]).map((m) => m["value"]);
        const known = [...call.context.store(call.principal.tenant, type.name).values()].find((r) => mails(r).some((m) => mails(values).includes(m)));
        return known ? { ...made, id: known["id"] ?? "" } : made;
      },
    }),
  },
];
