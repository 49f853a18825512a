/** What the checks of group members share. */
import { attribute, capability, resourceType } from "../../src/engine/api.ts";
import type { CheckContext, Need } from "../../src/model/check.ts";
import type { Fixture } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { holding, type Step } from "./support.ts";
import { items, values } from "./values.ts";

export const MEMBER_NEEDS: readonly Need[] = [capability("patch"), resourceType("User"), attribute.writable("Group", "members")];

/** Users to be members. */
const POOL = 10;

/** Ids of users to be members, made once per run: nothing about them changes when groups take them in. */
export function people({ given }: CheckContext): Promise<readonly string[]> {
  return given.once("patch/members", (own) => Promise.all(Array.from({ length: POOL }, async () => (await own.user()).id)));
}

/** Users to be members, and a group that holds those of them that `inside` counts. */
export async function groupOf(context: CheckContext, users: number, inside: number): Promise<{ readonly group: Fixture; readonly ids: readonly string[] }> {
  const ids = (await people(context)).slice(0, users);
  return { group: await holding(context, inside === 0 ? {} : { members: membersOf(ids.slice(0, inside)) }), ids };
}

/** Members in the shape in which they are sent. */
export function membersOf(ids: readonly string[]): JsonObject[] {
  return ids.map((value) => ({ value }));
}

/** True if a group shows these members, each once. */
export const hasMembers = (ids: readonly string[]) => (group: JsonObject): boolean => {
  const found = values(group, "members");
  return items(group, "members").length === ids.length && ids.every((v) => found.includes(v));
};

/** Expects that a group has exactly these members. */
export function membersAre({ expect }: CheckContext, id: string, { after, now }: Step, ids: readonly string[], message: string): boolean {
  return expect.of(id).that(hasMembers(ids)(now), { message, expected: ids.toSorted(), actual: [...values(now, "members")], at: after, pointer: "/members" });
}
