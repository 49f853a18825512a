import type { Behaviour } from "../behaviour.ts";
import { ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onResource, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("user");
const VIA_GROUP = "7643-4.1.2-groups-changes-via-group";

const groupsOf = (resource: Stored): readonly JsonObject[] => (resource["groups"] ?? []) as JsonObject[];

/** A fault on what users show of their groups. */
function shown(info: Info, change: (groups: readonly JsonObject[]) => readonly JsonObject[]): Fault {
  return onResource(info, (r) => {
    if (r["groups"] !== undefined) r["groups"] = [...change(groupsOf(r))];
  });
}

/** Elements that a user once showed stay, where `keep` says so. */
function remembered(info: Info, keep: (element: JsonObject) => boolean): Fault {
  return {
    ...info,
    apply: (b) => ({
      complete(resource, type, call) {
        const full = b.complete(resource, type, call);
        if (type.name !== "User") return full;
        const key = `groups of ${String(resource["id"])}`;
        const old = (call.context.memory.get(key) ?? []) as readonly JsonObject[];
        const now = groupsOf(full);
        const all = [...now, ...old.filter((o) => keep(o) && !now.some((n) => n["value"] === o["value"]))];
        call.context.memory.set(key, all);
        return all.length === 0 ? full : { ...full, groups: all };
      },
    }),
  };
}

/** Makes a user a member of the groups that a request names. */
function join(user: Stored, groups: Json | undefined, groupStore: Map<string, Stored>): void {
  for (const wanted of (Array.isArray(groups) ? groups : []) as readonly JsonObject[]) {
    const group = groupStore.get(String(wanted["value"]));
    if (group) group["members"] = [...((group["members"] ?? []) as Json[]), { value: user["id"] ?? "" }];
  }
}

const takes = (b: Behaviour): Partial<Behaviour> => ({
  replace(previous, values, type, call, body) {
    const next = b.replace(previous, values, type, call, body);
    if (type.name === "User") join(next, body["groups"], call.context.store(call.principal.tenant, "Group"));
    return next;
  },
});

export const userGroupsFaults: readonly Fault[] = [
  onResource(should("user-groups-absent", "Users do not show their groups", "7643-4.1.2-groups-meaning"), (r) => void delete r["groups"]),
  remembered(should("user-groups-kept", "Users show groups that they have left", "7643-4.1.2-groups-meaning", "7643-4.1.2-groups-direct-should"), (e) => e["type"] === "direct"),
  remembered(should("user-groups-indirect-kept", "Users show indirect groups whose cause is gone", "7643-4.1.2-groups-indirect-may"), (e) => e["type"] === "indirect"),
  shown(must("user-groups-value-is-name", "groups.value is the name of the group", "7643-4.1.2-groups-value-is-id"), (list) => list.map((e) => ({ ...e, value: e["display"] ?? "" }))),
  shown(must("user-groups-ref-wrong", "groups.$ref leads to users", "7643-4.1.2-groups-ref-uri"), (list) => list.map((e) => ({ ...e, $ref: String(e["$ref"]).replace("/Groups/", "/Users/") }))),
  shown(should("user-groups-without-ref", "groups has no $ref", "7643-4.1.2-groups-ref-uri"), (list) => list.map(({ $ref: _ref, ...rest }) => rest)),
  shown(must("user-groups-labels-opposite", "Direct memberships are called indirect, and the other way round", "7643-4.1.2-groups-types-canonical"), (list) => list.map((e) => ({ ...e, type: e["type"] === "direct" ? "indirect" : "direct" }))),
  shown(must("user-groups-indirect-as-direct", "All memberships are called direct", "7643-4.1.2-groups-types-canonical"), (list) => list.map((e) => ({ ...e, type: "direct" }))),
  onResource(should("user-groups-direct-without-membership", "Groups do not show the members that are users", "7643-4.1.2-groups-direct-should"), (r, { request }) => {
    if (request.method === "GET" && Array.isArray(r["members"])) r["members"] = (r["members"] as JsonObject[]).filter((m) => m["type"] !== "User");
  }),
  { ...must("user-groups-taken-from-put", "PUT of a user with groups makes it a member", VIA_GROUP), apply: takes },
  {
    ...must("user-groups-taken-from-patch", "PATCH of groups makes the user a member", VIA_GROUP),
    apply: (b) => ({
      applyOperation(resource, operation, type, call) {
        if (type.name !== "User" || operation.path !== "groups") return b.applyOperation(resource, operation, type, call);
        join(resource, operation.value, call.context.store(call.principal.tenant, "Group"));
        return resource;
      },
    }),
  },
  {
    ...should("user-groups-patch-ignored", "PATCH of groups answers 200 and does nothing", VIA_GROUP),
    apply: (b) => ({ applyOperation: (resource, operation, type, call) => (operation.path === "groups" ? resource : b.applyOperation(resource, operation, type, call)) }),
  },
  {
    ...must("user-groups-refused", "POST and PUT of a user with groups are refused", VIA_GROUP),
    apply: (b) => ({
      read(body, type, context) {
        if (type.name === "User" && body["groups"] !== undefined) throw new ScimError(400, "groups is readOnly.", "mutability");
        return b.read(body, type, context);
      },
    }),
  },
];
