/** What the server adds to stored resources: groups of users, display and $ref of members, meta.location. */
import type { Call } from "./behaviour.ts";
import type { JsonObject, ResourceTypeDefinition, ServerRequest, Stored } from "./types.ts";

/** Members of groups: what the server adds to each element. */
function completeMembers(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const members = resource["members"];
  if (type.name !== "Group" || !Array.isArray(members)) return resource;
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

/** What is complete without looking at other resources: most of a large directory, which every filter goes through. Never altered: see `own`. */
const PLAIN = new WeakMap<Stored, Stored>();

/** The resource for one answer, which may be altered. */
export function own(resource: Stored): Stored {
  const meta = resource["meta"];
  return { ...resource, ...(typeof meta === "object" && meta !== null && !Array.isArray(meta) ? { meta: { ...meta } } : {}) };
}

/** A stored resource as filters, sorting and clients see it, before projection. */
export function complete(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const alone = resource["members"] === undefined && (type.name !== "User" || call.context.without.has("groups") || !holdersOf(call).has(String(resource["id"])));
  if (!alone) return build(resource, type, call);
  const known = PLAIN.get(resource) ?? build(resource, type, call);
  PLAIN.set(resource, known);
  return known;
}

function build(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const { context } = call;
  const completed = completeMembers(resource, type, call);
  const groups = type.name === "User" && !context.without.has("groups") ? groupsOf(String(resource["id"]), call) : [];
  const { version, ...stored } = resource["meta"] as JsonObject;
  const meta = { ...stored, ...(version === undefined || context.without.has("etag") ? {} : { version }), location: context.behaviour.location(resource, type, context) };
  const { schemas, id, externalId, meta: _meta, ...rest } = { ...completed, ...(groups.length > 0 ? { groups: [...groups] } : {}) } as Stored;
  return { schemas: schemas ?? [], id: id ?? "", ...(externalId === undefined ? {} : { externalId }), ...rest, meta };
}
