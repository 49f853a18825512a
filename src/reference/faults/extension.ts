import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onDocument, onResource, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("extension");
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const INVENTORY = "urn:example:params:scim:schemas:extension:inventory:2.0:Device";
const URNS = [ENTERPRISE, INVENTORY];

/** A fault that alters the container of an extension in answers. */
const shows = (info: Info, change: (container: JsonObject, resource: Stored, urn: string) => JsonObject | undefined): Fault =>
  onResource(info, (r) => {
    for (const urn of URNS) {
      const container = r[urn];
      const next = isObject(container) ? change(container, r, urn) : undefined;
      if (next) r[urn] = next;
    }
  });
/** A fault that alters manager in answers. */
const showsManager = (info: Info, change: (manager: JsonObject) => Json): Fault => shows(info, (c) => (isObject(c["manager"]) ? { ...c, manager: change(c["manager"]) } : undefined));
/** A fault that alters what a PUT makes of the extensions. */
const replaces = (info: Info, change: (next: Stored, previous: Stored, body: JsonObject, urn: string) => void): Fault => ({
  ...info,
  apply: (b) => ({
    replace(previous, values, type, call, body) {
      const given = { ...values };
      for (const urn of URNS) change(given, previous, body, urn);
      return b.replace(previous, given, type, call, body);
    },
  }),
});
/** A fault that looks at the manager that a client sends. */
const readsManager = (info: Info, look: (manager: Json | undefined) => void): Fault => ({
  ...info,
  apply: (b) => ({
    read(body, type, context) {
      const container = body[ENTERPRISE];
      look(isObject(container) ? container["manager"] : undefined);
      return b.read(body, type, context);
    },
  }),
});
const keeps = (next: Stored, previous: Stored, urn: string): void => void (previous[urn] !== undefined && (next[urn] = previous[urn]));
const crash = (): ScimError => new ScimError(500, "Cannot deserialize.");

const stringManager = readsManager({ ...must("patch-manager-string-500", "A manager given as a string breaks the request", "7643-4.3-manager-complex", "7644-3.12-type-invalidvalue"), strength: "gray" }, (manager) => {
  if (typeof manager === "string") throw crash();
});

export const extensionFaults: readonly Fault[] = [
  shows(must("extension-flattened-into-core", "Extension attributes are returned at the top level", "7643-3.3-extension-container-uri", "7643-3-extension-namespace"), (container, r, urn) => {
    delete r[urn];
    Object.assign(r, container);
    return undefined;
  }),
  shows(must("extension-container-short-name", "The container of an extension has a short name", "7643-3.3-extension-container-uri"), (container, r, urn) => {
    delete r[urn];
    r[urn === ENTERPRISE ? "enterprise" : "inventory"] = container;
    return undefined;
  }),
  shows(should("extension-container-other-case", "The container of an extension is spelt in lower case", "7643-3.3-extension-container-uri"), (container, r, urn) => {
    delete r[urn];
    r[urn.toLowerCase()] = container;
    return undefined;
  }),
  onResource(must("extension-urn-missing-in-schemas", "schemas does not name the extensions in use", "7643-3.3-container-uri-listed", "7643-3-schemas-required-array"), (r) => void (r["schemas"] = ((r["schemas"] ?? []) as string[]).filter((s) => !URNS.includes(s)))),
  {
    ...must("extension-urn-refused", "A body that names an extension in schemas is refused", "7643-3.3-schemas-extra-may"),
    apply: (b) => ({
      checkSchemas(body, type) {
        b.checkSchemas(body, type);
        if ((body["schemas"] as Json[]).length > 1) throw new ScimError(400, "schemas names more than one schema.", "invalidValue");
      },
    }),
  },
  {
    ...should("extension-values-lost", "Extension values are accepted and not stored", "7643-3.3-extension-container-uri"),
    apply: (b) => ({ create: (values, type, call, body) => b.create(Object.fromEntries(Object.entries(values).filter(([k]) => !URNS.includes(k))), type, call, body) }),
  },
  {
    ...must("extension-displaces-core", "A resource with an extension loses title and model", "7643-3.3-extensions-additive"),
    apply: (b) => ({
      read(body, type, context) {
        const { title, nickName, model, ...rest } = b.read(body, type, context);
        const used = URNS.some((u) => rest[u] !== undefined);
        return used ? rest : { ...rest, ...Object.fromEntries(Object.entries({ title, nickName, model }).filter((e): e is [string, Json] => e[1] !== undefined)) };
      },
    }),
  },
  replaces(must("extension-put-ignored", "PUT leaves extension values as they were", "7644-3.5.1-put-replaces-values"), (next, previous, body, urn) => (body[urn] === undefined || body[urn] === null ? undefined : keeps(next, previous, urn))),
  replaces(should("extension-survives-put", "PUT without an extension keeps its values", "7644-3.5.1-put-omitted-cleared-or-defaulted"), (next, previous, body, urn) => (body[urn] === undefined ? keeps(next, previous, urn) : undefined)),
  replaces(must("extension-null-ignored", "null for an extension attribute keeps its value", "7643-2.5-assign-null-unassigns"), (next, previous, body, urn) => (isObject(body[urn]) && Object.values(body[urn]).includes(null) ? keeps(next, previous, urn) : undefined)),
  replaces(must("extension-cannot-be-left-out", "PUT without an extension that has values is refused", "7643-6-optional-extension-may-be-omitted"), (_n, previous, body, urn) => {
    if (previous[urn] !== undefined && body[urn] === undefined) throw new ScimError(400, `${urn} is missing.`, "invalidValue");
  }),
  onDocument(must("extension-required-not-enforced", "The inventory extension is published as required, and not demanded", "7643-6-required-extension-present"), "ResourceTypes", (doc) => {
    if (doc["name"] === "Device") doc["schemaExtensions"] = [{ schema: INVENTORY, required: true }];
  }),
  inventory(should("extension-data-type-invented", "The price is of type money", "7643-2.3-no-new-data-types"), (a) => (a["name"] === "price" ? { ...a, type: "money" } : a)),
  onDocument(should("extension-redefines-core", "The enterprise extension defines title anew", "7643-3.3-no-redefinition-should"), "Schemas", (doc) => {
    if (doc["id"] === ENTERPRISE) doc["attributes"] = [...(doc["attributes"] as Json[]), { name: "title", type: "string", multiValued: false, description: "", required: false, caseExact: false, mutability: "readOnly", returned: "request", uniqueness: "none" }];
  }),
  {
    ...must("extension-enterprise-uri-outdated", "The enterprise extension has the URN of SCIM 1.1", "7643-4.3-enterprise-uri"),
    apply: (b) => ({
      respond(call, next) {
        const old = "urn:scim:schemas:extension:enterprise:1.0";
        const current = (text: string) => text.replaceAll(old, ENTERPRISE);
        const query = new URLSearchParams([...call.request.query].map(([k, v]): [string, string] => [k, current(v)]));
        const response = b.respond({ ...call, request: { ...call.request, query, body: Buffer.from(current(call.request.body.toString("utf8"))) } }, next);
        return response.body === undefined ? response : { ...response, body: JSON.parse(JSON.stringify(response.body).replaceAll(ENTERPRISE, old)) as unknown };
      },
    }),
  },
  shows(must("extension-employee-number-as-number", "employeeNumber is returned as a number", "7643-4.3-string-attributes"), (c) => (/^\d+$/.test(String(c["employeeNumber"])) ? { ...c, employeeNumber: Number(c["employeeNumber"]) } : undefined)),
  shows(should("extension-division-lost", "division is accepted and not returned", "7643-4.3-string-attributes"), ({ division: _d, ...c }) => c),
  showsManager(must("extension-manager-as-string", "manager is returned as a string", "7643-4.3-manager-complex"), (m) => m["value"] ?? ""),
  showsManager(must("extension-manager-value-changed", "manager.value is returned in upper case", "7643-4.3-manager-value-recommended"), (m) => ({ ...m, value: String(m["value"]).toUpperCase() })),
  showsManager(should("extension-manager-without-value", "manager is returned without value", "7643-4.3-manager-value-recommended"), ({ value: _v, ...m }) => m),
  showsManager(must("extension-manager-ref-wrong", "manager.$ref leads to /Groups", "7643-4.3-manager-ref-recommended"), (m) => ({ ...m, $ref: String(m["$ref"]).replace("/Users/", "/Groups/") })),
  {
    ...must("extension-manager-display-name-from-client", "manager.displayName is what the client sent", "7643-4.3-manager-display-name-read-only"),
    apply: (b) => ({
      created: (representation, location, call) => b.created(noted(representation, call.context.behaviour.parseBody(call.request), call.context.memory), location, call),
      replaced: (representation, call) => b.replaced(noted(representation, call.context.behaviour.parseBody(call.request), call.context.memory), call),
      complete(resource, type, call) {
        const shown = b.complete(resource, type, call);
        const name = call.context.memory.get(`manager of ${String(resource["id"])}`) as Json | undefined;
        const container = shown[ENTERPRISE];
        return name === undefined || !isObject(container) || !isObject(container["manager"]) ? shown : { ...shown, [ENTERPRISE]: { ...container, manager: { ...container["manager"], displayName: name } } };
      },
    }),
  },
  readsManager(must("extension-manager-display-name-refused", "A body with manager.displayName is refused", "7643-4.3-manager-display-name-read-only"), (manager) => {
    if (isObject(manager) && manager["displayName"] !== undefined && manager["$ref"] === undefined) throw new ScimError(400, "displayName is readOnly.", "mutability");
  }),
  {
    ...should("extension-manager-display-name-patch-ignored", "PATCH of manager.displayName answers 200 and changes nothing", "7643-4.3-manager-display-name-read-only"),
    apply: (b) => ({ applyOperation: (resource, operation, type, call) => (/manager\.displayName$/i.test(operation.path ?? "") ? resource : b.applyOperation(resource, operation, type, call)) }),
  },
  {
    ...stringManager,
    apply: (b) => ({
      ...stringManager.apply(b),
      applyOperation(resource, operation, type, call) {
        if (/:manager$/i.test(operation.path ?? "") && typeof operation.value === "string") throw crash();
        return b.applyOperation(resource, operation, type, call);
      },
    }),
  },
  {
    ...must("extension-user-unreadable-without-manager", "A user whose manager is deleted answers 500", "7643-2.3.7-referential-integrity-may"),
    apply: (b) => ({
      find(id, type, call) {
        const found = b.find(id, type, call);
        const container = found?.[ENTERPRISE];
        const boss = isObject(container) && isObject(container["manager"]) ? String(container["manager"]["value"]) : undefined;
        if (call.request.method === "GET" && boss !== undefined && call.context.memory.has(`gone ${boss}`)) throw new ScimError(500, "Null reference.");
        return found;
      },
      remove(id, type, call) {
        call.context.memory.set(`gone ${id}`, true);
        b.remove(id, type, call);
      },
    }),
  },
  {
    ...must("extension-name-not-in-filter", "Filters on extension attributes find nothing", "7644-3.10-common-notation"),
    apply: (b) => ({ select: (found, types, call) => (URNS.some((u) => call.query.filter?.toLowerCase().startsWith(`${u.toLowerCase()}:`)) ? [] : b.select(found, types, call)) }),
  },
  {
    ...must("extension-name-not-in-projection", "attributes does not know names of extensions", "7644-3.10-common-notation"),
    apply: (b) => ({ readQuery: (params, context) => withoutNames(b.readQuery(params, context)) }),
  },
  {
    ...must("extension-name-not-in-patch", "PATCH paths with the URN of an extension are refused", "7644-3.10-common-notation"),
    apply: (b) => ({
      parsePath(path, type, call) {
        const target = b.parsePath(path, type, call);
        if (target.extension !== null && target.definition?.type === "string") throw new ScimError(400, "The path is not known.", "invalidPath");
        return target;
      },
    }),
  },
];

function inventory(info: Info, change: (attribute: JsonObject) => JsonObject): Fault {
  return onDocument(info, "Schemas", (doc) => void (doc["id"] === INVENTORY && (doc["attributes"] = (doc["attributes"] as JsonObject[]).map(change))));
}

function withoutNames<T extends { readonly attributes: readonly string[] }>(query: T): T {
  return { ...query, attributes: query.attributes.map((a) => (URNS.some((u) => a.toLowerCase().startsWith(`${u.toLowerCase()}:`)) ? "unknown" : a)) };
}

/** Remembers the name of a manager that a client sent; the answer shows it at once. */
function noted(representation: Stored, body: JsonObject, memory: Map<string, unknown>): Stored {
  const [sent, container] = [body[ENTERPRISE], representation[ENTERPRISE]];
  const name = isObject(sent) && isObject(sent["manager"]) ? sent["manager"]["displayName"] : undefined;
  if (typeof name !== "string" || !isObject(container) || !isObject(container["manager"])) return representation;
  memory.set(`manager of ${String(representation["id"])}`, name);
  return { ...representation, [ENTERPRISE]: { ...container, manager: { ...container["manager"], displayName: name } } };
}
