/** What the checks of User.groups share. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";

/** The elements of groups in a representation of a user. */
export function groupsIn(response: ScimResponse): readonly JsonObject[] {
  const list = member(response.object, "groups");
  return Array.isArray(list) ? (list as readonly Json[]).filter((e) => isObject(e)) : [];
}

/** The element that stands for a group, also if its value is not the id. */
export function entryOf(response: ScimResponse, group: Fixture): JsonObject | undefined {
  const entries = groupsIn(response);
  const ref = (e: JsonObject): string => String(member(e, "$ref") ?? "");
  return entries.find((e) => member(e, "value") === group.id) ?? entries.find((e) => ref(e).endsWith(`/${group.id}`) || (member(e, "display") !== undefined && member(e, "display") === group.body["displayName"]));
}

/** Takes all members out of a group; null if the server offers no way. */
export async function empty({ scim, target }: CheckContext, group: Fixture): Promise<ScimResponse | null> {
  const { members: _members, ...rest } = group.sent;
  const put = target.supports("put") === false ? null : await scim.replace(group, { ...rest, members: [] });
  if (put?.ok || target.supports("patch") === false) return put;
  return scim.patch(group, [{ op: "remove", path: "members" }]);
}

/** Ids of the members of a group, as a fresh read shows them. */
export async function membersOf({ scim }: CheckContext, group: Fixture): Promise<readonly Json[]> {
  const list = member((await scim.get(group)).object, "members");
  return Array.isArray(list) ? (list as readonly Json[]).map((m) => (isObject(m) ? (member(m, "value") ?? null) : m)) : [];
}
