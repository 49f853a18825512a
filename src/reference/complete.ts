/** What the server adds to stored resources: groups of users, display and $ref of members and managers, meta.location. */
import type { Call } from "./behaviour.ts";
import { isObject, type Json, type JsonObject, type ResourceTypeDefinition, type ServerRequest, type Stored } from "./types.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Values of a multi-valued attribute, each combination of type and value once (RFC 7643 section 2.4); what is primary stays. */
export function distinctValues(values: readonly Json[]): readonly Json[] {
  const found = new Map<string, Json>();
  for (const [i, v] of values.entries()) {
    const key = isObject(v) && v["value"] !== undefined ? JSON.stringify([String(v["type"] ?? "").toLowerCase(), v["value"]]) : `#${i}`;
    if (!found.has(key) || (isObject(v) && v["primary"] === true)) found.set(key, v);
  }
  return found.size === values.length ? values : [...found.values()];
}

/** manager: the reference and the name that follow from its value (RFC 7643 section 4.3). */
function completeManager(resource: Stored, call: Call): Stored {
  const enterprise = resource[ENTERPRISE];
  const manager = isObject(enterprise) ? enterprise["manager"] : undefined;
  if (!isObject(enterprise) || !isObject(manager)) return resource;
  const id = String(manager["value"] ?? "");
  const target = call.context.store(call.principal.tenant, "User").get(id);
  if (!target) return resource;
  const name = target["displayName"] ?? target["userName"] ?? "";
  return { ...resource, [ENTERPRISE]: { ...enterprise, manager: { ...manager, $ref: `${call.context.baseUrl()}/Users/${id}`, displayName: name } } };
}

/** Members of groups: what the server adds to each element. */
function completeMembers(resource: Stored, call: Call): Stored {
  const members = resource["members"];
  if (!Array.isArray(members)) return resource;
  const complete = (members as JsonObject[]).map((m) => {
    const value = String(m["value"]);
    const kind = call.context.store(call.principal.tenant, "User").has(value) ? "User" : "Group";
    const target = call.context.store(call.principal.tenant, kind).get(value);
    const display = target?.["displayName"] ?? target?.["userName"];
    return { value, $ref: `${call.context.baseUrl()}/${kind}s/${value}`, ...(typeof display === "string" ? { display } : {}), type: kind };
  });
  return { ...resource, members: complete };
}

const HOLDERS = new WeakMap<ServerRequest, Map<string, Stored[]>>();

/** The groups that hold each member, worked out once a request: a list of many users would look through all groups for each. */
function holdersOf({ request, context, principal }: Call): Map<string, Stored[]> {
  const reading = request.method === "GET" || request.path.endsWith("/.search");
  const known = reading ? HOLDERS.get(request) : undefined;
  if (known) return known;
  const holders = new Map<string, Stored[]>();
  for (const group of context.store(principal.tenant, "Group").values()) {
    for (const member of (group["members"] ?? []) as JsonObject[]) {
      const id = String(member["value"]);
      const list = holders.get(id) ?? [];
      if (!list.includes(group)) list.push(group);
      holders.set(id, list);
    }
  }
  if (reading) HOLDERS.set(request, holders);
  return holders;
}

/** The groups of a user: direct, and indirect through nesting (RFC 7643 section 4.1.2). */
function groupsOf(id: string, call: Call): readonly JsonObject[] {
  const holders = holdersOf(call);
  const holding = (member: string) => holders.get(member) ?? [];
  if (!holders.has(id)) return [];
  const found = new Map<string, JsonObject>();
  const visit = (member: string, kind: "direct" | "indirect"): void => {
    for (const group of holding(member)) {
      const groupId = String(group["id"]);
      if (found.has(groupId)) continue;
      found.set(groupId, { value: groupId, $ref: `${call.context.baseUrl()}/Groups/${groupId}`, display: group["displayName"] ?? "", type: kind });
      visit(groupId, "indirect");
    }
  };
  visit(id, "direct");
  return [...found.values()];
}

/** schemas follows from the extensions that have values (RFC 7643 section 3). */
export function withSchemas(values: Stored, type: ResourceTypeDefinition): Stored {
  const extensions = type.schemaExtensions.map((e) => e.schema).filter((urn) => values[urn] !== undefined);
  return { ...values, schemas: [type.schema, ...extensions] };
}

/** What of a representation depends on the stored resource alone. Stored resources are replaced, not changed, except groups. */
const PLAIN = new WeakMap<Stored, Stored>();

/** The members in the usual order, values distinct, with meta. */
function arranged(completed: Stored, resource: Stored, type: ResourceTypeDefinition, { context }: Call): Stored {
  const { version, ...stored } = resource["meta"] as JsonObject;
  const meta = { ...stored, ...(version === undefined || context.without.has("etag") ? {} : { version }), location: context.behaviour.location(resource, type, context) };
  const result: Stored = { schemas: completed["schemas"] ?? [], id: completed["id"] ?? "", ...(completed["externalId"] === undefined ? {} : { externalId: completed["externalId"] }) };
  for (const [name, value] of Object.entries(completed)) {
    if (name in result || name === "meta") continue;
    result[name] = Array.isArray(value) ? [...context.behaviour.distinctValues(value as Json[])] : value;
  }
  result["meta"] = meta;
  return result;
}

function plain(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const known = PLAIN.get(resource);
  if (known) return known;
  const made = arranged(resource, resource, type, call);
  PLAIN.set(resource, made);
  return made;
}

/** The resource for one answer, which may be altered: what `plain` keeps is shared. */
export function own(resource: Stored): Stored {
  const meta = resource["meta"];
  return { ...resource, ...(isObject(meta) ? { meta: { ...meta } } : {}) };
}

/** A stored resource as filters, sorting and clients see it, before projection. */
export function complete(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const { context } = call;
  if (type.name === "Group") return arranged(completeMembers(resource, call), resource, type, call);
  if (type.name !== "User") return plain(resource, type, call);
  const groups = context.without.has("groups") ? [] : groupsOf(String(resource["id"]), call);
  const managed = completeManager(resource, call);
  const full = managed === resource ? plain(resource, type, call) : arranged(managed, resource, type, call);
  if (groups.length === 0) return full;
  const { meta, ...rest } = full;
  return { ...rest, groups: [...groups], meta: meta ?? {} };
}
