import { ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onDocument, onResource, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should, may } = faultsOf("group");
const CORE = "urn:ietf:params:scim:schemas:core:2.0:Group";
const membersOf = (r: Stored): readonly JsonObject[] => (r["members"] ?? []) as JsonObject[];
const crash = (): ScimError => new ScimError(500, "Unhandled exception.");

/** A fault that looks at, or alters, the values of a group that a client sends. */
const reads = (info: Info, change: (values: Stored, body: JsonObject) => Stored): Fault => ({
  ...info,
  apply: (b) => ({
    read(body, type, context) {
      const values = b.read(body, type, context);
      return type.name === "Group" ? change(values, body) : values;
    },
  }),
});
/** A fault that alters the members of a group in answers. */
const showsMembers = (info: Info, change: (member: JsonObject, group: Stored) => JsonObject): Fault =>
  onResource(info, (r) => {
    if (Array.isArray(r["members"])) r["members"] = membersOf(r).map((m) => change(m, r));
  });
/** A fault that refuses or alters what a new group becomes. */
const makes = (info: Info, change: (made: Stored, isGroup: (id: string) => boolean) => Stored): Fault => ({
  ...info,
  apply: (b) => ({
    create(values, type, call, body) {
      const made = b.create(values, type, call, body);
      return type.name === "Group" ? change(made, (id) => call.context.store(call.principal.tenant, "Group").has(id)) : made;
    },
  }),
});

const required = onDocument(must("group-required-member-value-not-checked", "members.value is published as required, and not demanded", "7643-4.2-members-require-value-may"), "Schemas", (doc) => {
  if (doc["id"] !== CORE) return;
  doc["attributes"] = (doc["attributes"] as JsonObject[]).map((a) => (a["name"] === "members" ? { ...a, subAttributes: (a["subAttributes"] as JsonObject[]).map((s) => (s["name"] === "value" ? { ...s, required: true } : s)) } : a));
});
const requiredValueUnchecked: Fault = {
  ...required,
  apply: (b) => ({
    ...required.apply(b),
    checkReferences(resource, type, call) {
      if (type.name === "Group" && resource["members"] !== undefined) resource["members"] = membersOf(resource).filter((m) => m["value"] !== undefined);
      b.checkReferences(resource, type, call);
    },
  }),
};

export const groupFaults: readonly Fault[] = [
  {
    ...must("group-schema-uri-outdated", "Groups and their resource type name the schema of SCIM 1.1", "7643-4.2-group-schema-uri"),
    apply: (b) => ({
      respond(call, next) {
        const old = "urn:scim:schemas:core:1.0";
        const body = Buffer.from(call.request.body.toString("utf8").replaceAll(old, CORE));
        const response = b.respond({ ...call, request: { ...call.request, body } }, next);
        return response.body === undefined ? response : { ...response, body: JSON.parse(JSON.stringify(response.body).replaceAll(CORE, old)) as unknown };
      },
    }),
  },
  { ...must("group-without-name-accepted", "Groups without displayName are stored", "7643-4.2-display-name-required"), apply: (b) => ({ checkRequired: (r, type, context) => (type.name === "Group" ? undefined : b.checkRequired(r, type, context)) }) },
  reads(should("group-name-invented", "A group without displayName gets one from the server", "7643-4.2-display-name-required"), (values) => (values["displayName"] === undefined ? { ...values, displayName: "Unnamed group" } : values)),
  reads(must("group-empty-name-500", "A group with an empty displayName breaks the request", "7643-4.2-display-name-required"), (values) => {
    if (values["displayName"] === "") throw crash();
    return values;
  }),
  {
    ...should("group-name-unique", "A second group of one name is refused", "7643-4.2-display-name-required"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        if (type.name === "Group" && self === null && [...call.context.store(call.principal.tenant, "Group").values()].some((g) => g["displayName"] === resource["displayName"])) throw new ScimError(409, "The name is taken.", "uniqueness");
      },
    }),
  },
  onResource(must("group-members-not-returned", "members is stored and never returned", "7643-4.2-members-meaning"), (r) => void delete r["members"]),
  showsMembers(must("group-member-value-is-name", "members.value is the display name", "7643-4.2-members-value-is-id"), (m) => ({ ...m, value: m["display"] ?? "" })),
  showsMembers(must("group-member-ref-wrong", "$ref of members leads to the group", "7643-4.2-members-ref-uri", "7643-2.4-ref-target-uri"), (m, g) => ({ ...m, $ref: (g["meta"] as JsonObject | undefined)?.["location"] ?? "" })),
  showsMembers(should("group-member-ref-missing", "members come without $ref", "7643-4.2-members-ref-uri"), ({ $ref: _ref, ...m }) => m),
  onResource(must("group-user-ref-wrong", "$ref of groups leads to the users", "7643-4.1.2-groups-ref-uri", "7643-2.4-ref-target-uri"), (r) => {
    if (Array.isArray(r["groups"])) r["groups"] = (r["groups"] as JsonObject[]).map((g) => ({ ...g, $ref: String(g["$ref"]).replace("/Groups/", "/Users/") }));
  }),
  {
    ...must("group-membership-refused", "PUT with members is refused as invalid", "7643-4.2-members-add-remove-may"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        if (type.name === "Group" && membersOf(values).length > 1) throw new ScimError(400, "members cannot be given here.", "invalidValue");
        return b.replace(previous, values, type, call, body);
      },
    }),
  },
  {
    ...must("group-last-member-stays", "PUT with no members keeps the last one", "7643-2.5-assign-null-unassigns"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        const next = b.replace(previous, values, type, call, body);
        return type.name === "Group" && membersOf(values).length === 0 && membersOf(previous).length > 0 ? { ...next, members: previous["members"] ?? [] } : next;
      },
    }),
  },
  { ...must("group-member-value-replaced", "PATCH turns a member into another", "7643-4.2-members-sub-attributes-immutable"), apply: (b) => ({ checkMutable: (target, previous, next, call) => (target.definition?.name === "members" ? undefined : b.checkMutable(target, previous, next, call)) }) },
  {
    ...should("group-member-immutable-ignored", "PATCH of a member's value answers 200 and changes nothing", "7643-4.2-members-sub-attributes-immutable"),
    apply: (b) => ({ patchReplace: (previous, target, value, call) => (target.definition?.name === "members" && target.sub ? previous : b.patchReplace(previous, target, value, call)) }),
  },
  makes(must("group-nested-lost", "Groups as members are accepted and not stored", "7643-4.2-nested-groups"), (made, isGroup) => ({ ...made, ...(made["members"] === undefined ? {} : { members: membersOf(made).filter((m) => !isGroup(String(m["value"]))) }) })),
  makes(must("group-nested-500", "A group with nothing but a group in it breaks the request", "7643-4.2-nested-groups"), (made, isGroup) => {
    if (membersOf(made).length > 0 && membersOf(made).every((m) => isGroup(String(m["value"])))) throw crash();
    return made;
  }),
  showsMembers(must("group-nested-shown-as-user", "Groups as members have the type User", "7643-4.2-nested-groups"), (m) => ({ ...m, type: "User" })),
  makes(may("group-nested-member-rejected", "Groups as members are refused with 404", "7643-4.2-nested-groups", "7643-7-reference-types"), (made, isGroup) => {
    if (membersOf(made).some((m) => isGroup(String(m["value"])))) throw new ScimError(404, "There is no such user.");
    return made;
  }),
  onResponse(must("group-list-omits-nested-members", "Lists leave out members that are groups", "7644-3.4-default-returned-set", "7643-7-returned-default"), (r, c) => lists(r.body, c.request.path, (g) => ({ ...g, members: membersOf(g).filter((m) => m["type"] !== "Group") }))),
  onResponse(should("group-list-without-members", "Lists leave out members", "7643-4.2-members-meaning"), (r, c) => lists(r.body, c.request.path, ({ members: _m, ...g }) => g)),
  {
    ...must("group-member-display-from-client", "display of members is what the client sent", "7643-2.4-display-immutable"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        if (type.name === "Group") call.context.memory.set(String(made["id"]), new Map((Array.isArray(body["members"]) ? (body["members"] as JsonObject[]) : []).map((m) => [m["value"], m["display"]])));
        return made;
      },
      complete(resource, type, call) {
        const shown = b.complete(resource, type, call);
        const sent = call.context.memory.get(String(resource["id"])) as Map<Json | undefined, Json | undefined> | undefined;
        return sent && shown["members"] !== undefined ? { ...shown, members: membersOf(shown).map((m) => ({ ...m, display: sent.get(m["value"]) ?? m["display"] ?? "" })) } : shown;
      },
    }),
  },
  reads(must("group-member-display-refused", "A member with display is refused", "7643-2.4-display-immutable"), (values, body) => {
    if (((body["members"] ?? []) as JsonObject[]).some((m) => m["display"] !== undefined && m["$ref"] === undefined)) throw new ScimError(400, "display is readOnly.", "mutability");
    return values;
  }),
  { ...may("group-accepts-nonexistent-member", "Any text is stored as members.value", "7643-2.3.7-referential-integrity-may", "7643-4.2-members-value-is-id"), apply: () => ({ checkReferences: () => {} }) },
  unknownMember(must("group-unknown-member-500", "An unknown member breaks the request", "7643-2.3.7-referential-integrity-may"), () => {
    throw crash();
  }),
  unknownMember(must("group-unknown-member-drops-all", "With an unknown member, no member is stored", "7643-2.3.7-referential-integrity-may"), (resource) => void delete resource["members"]),
  makes(must("group-member-type-demanded", "Members need a type", "7643-4.2-members-require-value-may"), (made) => {
    if (membersOf(made).some((m) => m["type"] === undefined && m["display"] === undefined)) throw new ScimError(400, "members.type is missing.", "invalidValue");
    return made;
  }),
  requiredValueUnchecked,
  reads(must("group-member-ref-alone-500", "A member without value breaks the request", "7643-4.2-members-require-value-may"), (values) => {
    if (membersOf(values).some((m) => m["value"] === undefined)) throw crash();
    return values;
  }),
];

function lists(body: unknown, path: string, change: (group: Stored) => Stored): void {
  const list = path === "/Groups" ? (body as { Resources?: Stored[] } | undefined) : undefined;
  if (list?.Resources) list.Resources = list.Resources.map((g) => (g["members"] === undefined ? g : change(g)));
}

/** A fault that meets members that do not exist. */
function unknownMember(info: Info, meet: (resource: Stored) => void): Fault {
  return {
    ...info,
    apply: (b) => ({
      checkReferences(resource, type, call) {
        try {
          b.checkReferences(resource, type, call);
        } catch {
          meet(resource);
        }
      },
    }),
  };
}
