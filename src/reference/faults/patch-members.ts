/** Faults of PATCH on the members of groups. */
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import type { Fault, Info } from "./fault.ts";
import { adds, keeps, moves, named, removes, replaces, type Step } from "./patch-steps.ts";
import { gray, must, should } from "./patch-tools.ts";
import { listOf } from "../values.ts";

const EXAMPLE = "7644-3.5.2.1-example-add-member";
const APPENDS = "7644-3.5.2.1-add-multivalued-appends";
const VALUE = "7644-3.5.2.2-remove-multi-value-filter";
const ABSENT = "7644-3.5.2.2-remove-absent-member";
const PURPOSE = "7644-3.5.2.2-remove-purpose";
const REPLACED = ["7644-3.5.2.3-replace-multi-all", "7644-3.5.2.3-example-replace-members"] as const;
const PARTIAL = "7644-3.2-patch-partial-update";

const idsOf = (value: Json | undefined): readonly Json[] => listOf(value).map((m) => (isObject(m) ? (m["value"] ?? null) : m));

/** add of nothing but members that are there already. */
const existing = (info: Info, change: (step: Step) => Json | undefined): Fault =>
  adds(info, (next, step) => {
    const [there, asked] = [idsOf(step.previous), idsOf(step.value)];
    return named(step.target, "members") && asked.length > 0 && asked.every((id) => there.includes(id)) ? change(step) : next();
  });

/** Lets the same member stand twice, as stored and as shown. */
const repeating = (fault: Fault): Fault => ({
  ...fault,
  apply(b) {
    const isMember = (v: Json): boolean => isObject(v) && typeof v["value"] === "string" && /^[0-9a-f-]{36}$/.test(v["value"]);
    return { ...fault.apply(b), distinctValues: (list) => (list.length > 0 && list.every(isMember) ? list : b.distinctValues(list)) };
  },
});

/** remove of members by a filter. */
const filtered = (info: Info, change: (left: Json | undefined, step: Step) => Json | undefined): Fault =>
  removes(info, (next, step) => {
    const left = next();
    return named(step.target, "members") && step.target.filter ? change(left, step) : left;
  });

/** remove of members with a value member. */
const valued = (info: Info, change: () => undefined): Fault => removes(info, (next, { target, value }) => (named(target, "members") && target.filter === null && value !== undefined ? change() : next()));

const unmatchedMember = (left: Json | undefined, { previous }: Step): boolean => listOf(left).length === listOf(previous).length;

const crash = (): never => {
  throw new ScimError(500, "Null reference.");
};

const rename = (info: Info, change: (renamed: Stored) => Stored): Fault => moves(info, (next, { type, operation }) => (type.name === "Group" && operation.path === "displayName" ? change(next()) : next()));

export const patchMemberFaults: readonly Fault[] = [
  adds(must("patch-add-members-replaces", "PATCH add of members replaces those that are there", APPENDS), (next, { target, value, call, conforming }) => (named(target, "members") ? conforming.patchAdd(undefined, target, value ?? null, call) : next())),
  adds(must("patch-add-members-takes-first-only", "PATCH add of several members adds the first", APPENDS), (next, { previous, target, value, call, conforming }) => (named(target, "members") ? conforming.patchAdd(previous, target, listOf(value).slice(0, 1), call) : next())),
  existing(should("patch-add-existing-member-errors", "PATCH add of an existing member is answered with 409", "7644-3.5.2.1-add-duplicate-success", EXAMPLE), () => {
    throw new ScimError(409, "The user is a member already.", "uniqueness");
  }),
  existing(must("patch-add-existing-member-500", "PATCH add of an existing member is answered with 500", EXAMPLE), crash),
  repeating(existing(should("patch-add-existing-member-duplicates", "PATCH add of an existing member makes a second entry", "7644-3.5.2.1-add-duplicate-no-change", EXAMPLE), ({ previous, value }) => [...listOf(previous), ...listOf(value)])),
  existing(must("patch-add-existing-member-loses-others", "PATCH add of an existing member loses the others", EXAMPLE), ({ value }) => [...listOf(value)]),
  keeps(must("patch-add-existing-member-touches-last-modified", "PATCH that changes nothing in a group moves meta.lastModified", "7644-3.5.2.1-add-duplicate-timestamp"), (next, previous, type, call) => (next === previous && type.name === "Group" ? { ...next, meta: { ...(next["meta"] as JsonObject), lastModified: call.context.behaviour.now().toISOString() } } : next)),
  filtered(must("patch-remove-member-filter-ignored", "PATCH remove of one member empties the group", VALUE), (left, step) => (unmatchedMember(left, step) ? left : undefined)),
  filtered(must("patch-remove-member-without-effect", "PATCH remove of one member does nothing", VALUE), (_left, { previous }) => previous),
  filtered(must("patch-remove-last-member-refused", "PATCH remove of the last member is refused", VALUE), (left) => {
    if (listOf(left).length === 0) throw new ScimError(400, "A group needs a member.", "invalidValue");
    return left;
  }),
  removes(must("patch-remove-all-members-ignored", "PATCH remove of members without a filter does nothing", "7644-3.5.2.2-remove-multi-all"), (next, { previous, target, value }) => (named(target, "members") && target.filter === null && value === undefined ? previous : next())),
  filtered(must("patch-remove-absent-member-404", "PATCH remove of someone who is no member is answered with 404", ABSENT), (left, step) => {
    if (unmatchedMember(left, step)) throw new ScimError(404, "There is no such member.");
    return left;
  }),
  filtered(must("patch-remove-absent-member-removes-another", "PATCH remove of someone who is no member removes the last member", ABSENT), (left, step) => (unmatchedMember(left, step) ? listOf(left).slice(0, -1) : left)),
  valued(gray("patch-remove-members-value-list-wipes-group", "PATCH remove of members ignores the members that its value lists, and removes all", PURPOSE), () => undefined),
  valued(gray("patch-remove-with-value-member-rejected", "PATCH remove with a value is refused", PURPOSE), () => {
    throw new ScimError(400, "Unrecognized field value.", "invalidSyntax");
  }),
  valued(must("patch-remove-with-value-member-500", "PATCH remove with a value is answered with 500", PURPOSE), crash),
  replaces(must("patch-replace-members-keeps-stale-entries", "PATCH replace of members adds the new ones and keeps the old", ...REPLACED), (next, { previous, target, value, call, conforming }) => (named(target, "members") ? conforming.patchAdd(previous, target, value ?? null, call) : next())),
  replaces(must("patch-replace-members-refused", "PATCH replace of members is refused for mutability", REPLACED[1]), (next, { target }) => {
    if (named(target, "members")) throw new ScimError(400, "members.value is immutable.", "mutability");
    return next();
  }),
  rename(must("patch-rename-loses-members", "PATCH that renames a group empties it", PARTIAL), ({ members: _members, ...rest }) => rest),
  rename(must("patch-rename-refused", "PATCH that renames a group is answered with 409", "7644-3.5.2.3-replace-single"), () => {
    throw new ScimError(409, "The name is taken.", "uniqueness");
  }),
  adds(must("patch-large-group-loses-members", "PATCH add of a member to a large group keeps the first page of its members", PARTIAL), (next, { previous, target, value, call, conforming }) => (named(target, "members") && listOf(previous).length > 8 ? conforming.patchAdd(listOf(previous).slice(0, 8), target, value ?? null, call) : next())),
];
