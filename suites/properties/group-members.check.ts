import { array, constantFrom, integer, oneof, record, uniqueArray } from "fast-check";
import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";

/** Users that members point to. */
const USERS = 8;

/** One change of the members; numbers are users. */
type Change = { readonly kind: "add"; readonly users: readonly number[] } | { readonly kind: "remove"; readonly user: number } | { readonly kind: "replace"; readonly users: readonly number[] } | { readonly kind: "clear" };
/** One request with some changes in order, or several requests at the same time that each add a user who is no member, or remove one who is. */
type Step = { readonly kind: "request"; readonly changes: readonly Change[] } | { readonly kind: "together"; readonly users: readonly number[] };

const some = (least: number, most: number) => uniqueArray(integer({ min: 0, max: USERS - 1 }), { minLength: least, maxLength: most, size: "max" });
const changes = oneof(
  { weight: 3, arbitrary: record({ kind: constantFrom("add" as const), users: some(1, 7) }) },
  { weight: 2, arbitrary: record({ kind: constantFrom("remove" as const), user: integer({ min: 0, max: USERS - 1 }) }) },
  { weight: 1, arbitrary: record({ kind: constantFrom("replace" as const), users: some(1, 5) }) },
  { weight: 1, arbitrary: record({ kind: constantFrom("clear" as const) }) },
);
const steps = array(oneof({ weight: 3, arbitrary: record({ kind: constantFrom("request" as const), changes: array(changes, { minLength: 1, maxLength: 5, size: "max" }) }) }, { weight: 1, arbitrary: record({ kind: constantFrom("together" as const), users: some(2, 5) }) }), { minLength: 1, maxLength: 4 });

function usersOf({ given }: CheckContext): Promise<readonly string[]> {
  return given.once("properties group users", async (own) => {
    const ids: string[] = [];
    for (let n = 0; n < USERS; n += 1) ids.push((await own.user()).id);
    return ids;
  });
}

interface Group {
  readonly url: string;
  /** Certainly in, and possibly in: what a request that was not acknowledged wanted is left open. */
  readonly sure: Set<string>;
  readonly open: Set<string>;
}

/** The operations of one request and their effect; a member that is not there is not removed, since answers to that differ. */
function operations(group: Group, list: readonly Change[], ids: readonly string[]): readonly JsonObject[] {
  const id = (n: number): string => ids[n % ids.length] ?? "";
  const members = (users: readonly number[]): Json => users.map((n) => ({ value: id(n) }));
  return list.flatMap((change): readonly JsonObject[] => {
    if (change.kind === "remove") {
      if (!group.sure.delete(id(change.user))) return [];
      return [{ op: "remove", path: `members[value eq ${JSON.stringify(id(change.user))}]` }];
    }
    // Whether what is not there can be removed is read in two ways.
    if (change.kind === "clear" && group.sure.size === 0) return [];
    if (change.kind !== "add") group.sure.clear();
    if (change.kind !== "add") group.open.clear();
    if (change.kind === "clear") return [{ op: "remove", path: "members" }];
    for (const n of change.users) group.sure.add(id(n));
    return [{ op: change.kind, path: "members", value: members(change.users) }];
  });
}

function memberIds(response: ScimResponse): readonly string[] {
  const members = response.object?.["members"];
  return Array.isArray(members) ? (members as Json[]).map((m) => String(isObject(m) ? m["value"] : m)) : [];
}

async function judge({ scim, target, type }: CheckContext, expect: Expect, group: Group, requirement: string, after: string): Promise<void> {
  const asked = target.attribute(type, "members")?.returned === "request" ? { query: { attributes: "members" } } : {};
  const response = await scim.get(group.url, asked);
  const found = memberIds(response);
  const lost = [...group.sure].filter((id) => !found.includes(id)).length;
  const extra = found.filter((id) => !group.sure.has(id) && !group.open.has(id)).length;
  const twice = found.length - new Set(found).size;
  expect.of(requirement).that(response.ok && lost === 0 && extra === 0, { message: `after ${after} the group has ${found.length} members: ${lost} are missing, ${extra} do not belong`, expected: group.sure.size, actual: found.length, at: response, pointer: "/members" });
  // That a member is not added twice is a SHOULD (P16).
  expect.of("7644-3.5.2.1-add-duplicate-no-change").that(twice === 0, { message: `after ${after} ${twice} members of the group are repeated`, expected: 0, actual: twice, at: response, pointer: "/members" });
}

async function together({ scim }: CheckContext, group: Group, users: readonly string[]): Promise<void> {
  const acts = users.filter((id) => !group.open.has(id)).map((id) => ({ id, gone: group.sure.has(id) }));
  const ends = await Promise.allSettled(acts.map(({ id, gone }) => scim.patch(group.url, [gone ? { op: "remove", path: `members[value eq ${JSON.stringify(id)}]` } : { op: "add", path: "members", value: [{ value: id }] }])));
  ends.forEach((end, i) => {
    const act = acts[i];
    if (end.status === "rejected") throw end.reason;
    if (!act) return;
    if (act.gone) group.sure.delete(act.id);
    // Judged on what was acknowledged: a conflict or a busy server refuses openly.
    if (!end.value.ok) group.open.add(act.id);
    else if (!act.gone) group.sure.add(act.id);
  });
}

export default check({
  id: "properties/group-members",
  title: "Any sequence of adding, removing and replacing members, also at the same time, leaves the right members",
  failureTitle: "Some sequences of changes leave the wrong members in a group",
  for: "Group",
  verifies: ["7644-3.5.2-ops-sequential", "7644-3.5.2.1-add-multivalued-appends", "7644-3.5.2.1-add-duplicate-no-change", "7643-4.2-members-add-remove-may"],
  needs: [capability("patch"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["patch/add-members", "patch/remove-member", "concurrency/member-adds"],
  generates: true,
  detects: ["seeded-members-many-added", "seeded-members-removed-after-add"],
  mutates: "own-resources",
  remedy: "Apply member changes in order, each to the members that the one before left, and let no parallel request undo another.",
  async run(context) {
    const { scim, given, type, forAll, discard } = context;
    const ids = await usersOf(context);
    await forAll<readonly Step[]>({ name: "members-are-the-set", weight: 0.6 }, steps, async (list, expect) => {
      const made = await given.group();
      const group: Group = { url: made.url, sure: new Set(), open: new Set() };
      for (const step of list) {
        if (step.kind === "together") {
          await together(context, group, step.users.map((n) => ids[n % ids.length] ?? ""));
          await judge(context, expect, group, "7644-3.5.2.1-add-multivalued-appends", "requests at the same time");
          continue;
        }
        const sent = operations(group, step.changes, ids);
        if (sent.length === 0) continue;
        const response = await scim.patch(group.url, sent);
        if (!response.ok) return discard(`a PATCH of the members of a ${type.name} is answered with ${response.status}`);
        await judge(context, expect, group, "7644-3.5.2-ops-sequential", `${sent.length} operations`);
      }
    });
  },
});
