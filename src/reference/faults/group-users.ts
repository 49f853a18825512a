/** Faults of memberships as seen from users, and of deletions. */
import type { Call } from "../behaviour.ts";
import { ScimError, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onResource, type Fault, type Info } from "./fault.ts";

const { must, should, may } = faultsOf("group");
const groupsOf = (r: Stored): readonly JsonObject[] => (r["groups"] ?? []) as JsonObject[];
const membersOf = (r: Stored): readonly JsonObject[] => (r["members"] ?? []) as JsonObject[];
const groups = (call: Call): Map<string, Stored> => call.context.store(call.principal.tenant, "Group");
const known = <T>(call: Call, key: string, make: () => T): T => {
  const found = (call.context.memory.get(key) as T | undefined) ?? make();
  call.context.memory.set(key, found);
  return found;
};
/** A fault that alters groups of users in answers. */
const showsGroups = (info: Info, change: (list: readonly JsonObject[]) => readonly JsonObject[]): Fault =>
  onResource(info, (r) => {
    if (Array.isArray(r["groups"])) r["groups"] = [...change(groupsOf(r))];
  });
/** A fault that adds to groups of users what a change of a group took away. */
const stale = (info: Info, when: "replace" | "remove"): Fault => ({
  ...info,
  apply: (b) => ({
    replace(previous, values, type, call, body) {
      if (when === "replace" && type.name === "Group") remember(previous, call);
      return b.replace(previous, values, type, call, body);
    },
    remove(id, type, call) {
      const group = groups(call).get(id);
      if (when === "remove" && type.name === "Group" && group) remember(group, call);
      b.remove(id, type, call);
    },
    complete(resource, type, call) {
      const shown = b.complete(resource, type, call);
      const old = type.name === "User" ? known(call, info.id, () => new Map<string, JsonObject[]>()).get(String(resource["id"])) : undefined;
      const missing = (old ?? []).filter((g) => !groupsOf(shown).some((s) => s["value"] === g["value"]));
      return missing.length === 0 ? shown : { ...shown, groups: [...groupsOf(shown), ...missing] };
    },
  }),
});
/** Notes a group as one of the groups of its members. */
function remember(group: Stored, call: Call): void {
  for (const key of ["group-user-groups-stale-after-removal", "user-groups-stale-after-group-delete"]) {
    const old = known(call, key, () => new Map<string, JsonObject[]>());
    const entry: JsonObject = { value: group["id"] ?? "", $ref: `${call.context.baseUrl()}/Groups/${String(group["id"])}`, display: group["displayName"] ?? "", type: "direct" };
    for (const m of membersOf(group)) old.set(String(m["value"]), [...(old.get(String(m["value"])) ?? []), entry]);
  }
}

export const groupUsersFaults: readonly Fault[] = [
  onResource(should("user-groups-not-populated", "groups of users stays empty", "7643-4.1.2-groups-meaning"), (r) => void delete r["groups"]),
  showsGroups(must("group-user-groups-value-is-name", "groups.value is the name of the group", "7643-4.1.2-groups-value-is-id"), (list) => list.map((g) => ({ ...g, value: g["display"] ?? "" }))),
  showsGroups(must("group-user-groups-direct-as-indirect", "Direct memberships are shown as indirect", "7643-4.1.2-groups-types-canonical"), (list) => list.map((g) => ({ ...g, type: "indirect" }))),
  showsGroups(must("group-user-groups-indirect-as-direct", "Indirect memberships are shown as direct", "7643-4.1.2-groups-types-canonical"), (list) => list.map((g) => ({ ...g, type: "direct" }))),
  stale(must("group-user-groups-stale-after-removal", "groups of a user shows groups that the user has left", "7643-4.1.2-groups-meaning", "7643-4.1.2-groups-direct-should"), "replace"),
  stale(must("user-groups-stale-after-group-delete", "groups of a user shows deleted groups", "7643-4.1.2-groups-value-is-id", "7643-4.1.2-groups-meaning"), "remove"),
  {
    ...must("user-groups-writable", "PUT of a user with groups changes the members of the groups", "7643-4.1.2-groups-changes-via-group", "7643-7-mutability-read-only"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        for (const g of (type.name === "User" && Array.isArray(body["groups"]) ? body["groups"] : []) as JsonObject[]) {
          const group = groups(call).get(String(g["value"]));
          if (group && !membersOf(group).some((m) => m["value"] === previous["id"])) group["members"] = [...membersOf(group), { value: previous["id"] ?? "" }];
        }
        return b.replace(previous, values, type, call, body);
      },
    }),
  },
  {
    ...must("group-user-groups-refused", "A new user with groups is refused", "7643-4.1.2-groups-changes-via-group"),
    apply: (b) => ({
      create(values, type, call, body) {
        if (type.name === "User" && body["groups"] !== undefined) throw new ScimError(400, "groups is readOnly.", "mutability");
        return b.create(values, type, call, body);
      },
    }),
  },
  {
    ...should("group-user-groups-patch-ignored", "PATCH of groups answers 200 and changes nothing", "7643-4.1.2-groups-changes-via-group"),
    apply: (b) => ({ applyOperation: (resource, operation, type, call) => (type.name === "User" && operation.path === "groups" ? resource : b.applyOperation(resource, operation, type, call)) }),
  },
  {
    ...may("user-groups-indirect-not-propagated", "Who joins a nested group later gets no indirect groups", "7643-4.1.2-groups-meaning", "7643-4.1.2-groups-types-canonical"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        const nested = [...groups(call).values()].some((g) => membersOf(g).some((m) => m["value"] === previous["id"]));
        const before = membersOf(previous).map((m) => m["value"]);
        if (type.name === "Group" && nested) for (const m of membersOf(values)) if (!before.includes(m["value"])) known(call, "late", () => new Set<unknown>()).add(m["value"]);
        return b.replace(previous, values, type, call, body);
      },
      complete(resource, type, call) {
        const shown = b.complete(resource, type, call);
        const late = type.name === "User" && known(call, "late", () => new Set<unknown>()).has(resource["id"]);
        return late ? { ...shown, groups: groupsOf(shown).filter((g) => g["type"] !== "indirect") } : shown;
      },
    }),
  },
  {
    ...must("group-delete-deletes-members", "The users in a deleted group are deleted too", "7643-2.3.7-referential-integrity-may"),
    apply: (b) => ({
      remove(id, type, call) {
        const group = type.name === "Group" ? groups(call).get(id) : undefined;
        b.remove(id, type, call);
        for (const m of group ? membersOf(group) : []) call.context.store(call.principal.tenant, "User").delete(String(m["value"]));
      },
    }),
  },
  {
    ...must("group-unreadable-after-member-deleted", "A group with a deleted member answers 500", "7643-2.3.7-referential-integrity-may"),
    apply: (b) => ({
      remove(id, type, call) {
        for (const [key, g] of groups(call)) if (membersOf(g).some((m) => m["value"] === id)) known(call, "broken", () => new Set<string>()).add(key);
        b.remove(id, type, call);
      },
      find(id, type, call) {
        if (call.request.method === "GET" && known(call, "broken", () => new Set<string>()).has(id)) throw new ScimError(500, "Null reference.");
        return b.find(id, type, call);
      },
    }),
  },
  {
    ...must("group-loses-members-with-deleted-one", "With one member deleted, a group loses all", "7643-2.3.7-referential-integrity-may"),
    apply: (b) => ({
      remove(id, type, call) {
        const holding = [...groups(call).values()].filter((g) => membersOf(g).some((m) => m["value"] === id));
        b.remove(id, type, call);
        for (const g of holding) delete g["members"];
      },
    }),
  },
  {
    ...may("member-display-wrong-after-patch", "After a PATCH, display of members shows the userName", "7643-2.4-display-immutable"),
    strength: "gray",
    apply: (b) => ({
      patch(previous, values, type, call) {
        if (type.name === "Group") known(call, "patched", () => new Set<string>()).add(String(previous["id"]));
        return b.patch(previous, values, type, call);
      },
      complete(resource, type, call) {
        const shown = b.complete(resource, type, call);
        if (type.name !== "Group" || !known(call, "patched", () => new Set<string>()).has(String(resource["id"]))) return shown;
        const users = call.context.store(call.principal.tenant, "User");
        return { ...shown, ...(shown["members"] === undefined ? {} : { members: membersOf(shown).map((m) => ({ ...m, display: users.get(String(m["value"]))?.["userName"] ?? m["display"] ?? "" })) }) };
      },
    }),
  },
];
