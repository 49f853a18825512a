/** Faults of PATCH replace. */
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import type { Fault, Info } from "./fault.ts";
import { firstMatch, keeps, moves, named, PLURALS, reorders, replaces, TEXTS, unmatched, whole, type Step } from "./patch-steps.ts";
import { gray, must } from "./patch-tools.ts";
import { listOf } from "../values.ts";

const SINGLE = "7644-3.5.2.3-replace-single";
const PURPOSE = "7644-3.5.2.3-replace-purpose";
const PARTIAL = "7644-3.2-patch-partial-update";
const MERGE = "7644-3.5.2.3-replace-complex-merge";
const MULTI = "7644-3.5.2.3-replace-multi-all";
const MISSING = "7644-3.5.2.3-replace-missing-is-add";
const NO_PATH = ["7644-3.5.2.3-replace-no-path", "7644-3.5.2.3-example-replace-no-path"] as const;
const MATCH = "7644-3.5.2.3-replace-filter-match";
const SUB = "7644-3.5.2.3-replace-filter-subattribute";
const NO_MATCH = "7644-3.5.2.3-replace-filter-no-match";

type Where = (step: Step) => boolean;
type Make = (step: Step, next: () => Json | undefined) => Json | undefined;
/** A fault of replace operations on some targets. */
const at = (info: Info, where: Where, make: Make): Fault => replaces(info, (next, step) => (where(step) ? make(step, next) : next()));
const error = (status: number, detail: string, scimType?: string) => (): never => {
  throw new ScimError(status, detail, scimType);
};
const ignored: Make = ({ previous }) => previous;

const text: Where = ({ target }) => named(target, TEXTS);
const part: Where = ({ target }) => target.sub !== null && target.definition?.multiValued === false;
const complex: Where = ({ target }) => target.definition?.type === "complex" && !target.definition.multiValued && whole(target);
const wholeList: Where = ({ target }) => named(target, PLURALS) && whole(target);
const element: Where = ({ target }) => named(target, PLURALS) && target.filter !== null && target.sub === null;
const partOfElement: Where = ({ target }) => target.filter !== null && target.sub !== null;
const missing: Where = ({ target, previous }) => previous === undefined && target.extension === null && target.filter === null && (named(target, TEXTS) || named(target, PLURALS));
/** replace with a filter that matches nothing, on an attribute with values or without. */
const noMatch = (info: Info, some: boolean, make: (step: Step) => Json | undefined): Fault =>
  replaces(info, (next, step) => unmatched(next, (refusal) => {
    if (step.target.filter === null || (step.previous !== undefined) !== some) throw refusal;
    return make(step);
  }));
const created = ({ previous, target, value }: Step): Json => [...listOf(previous), target.sub ? { [target.sub.name]: value ?? null } : (value ?? null)];
const pathless = (info: Info, change: (next: () => Stored, resource: Stored, value: Json | undefined, again: (op: "add") => Stored) => Stored): Fault =>
  moves(info, (next, { resource, operation, type, call, conforming }) => (operation.op === "replace" && operation.path === null ? change(next, resource, operation.value, (op) => conforming.applyOperation(resource, { ...operation, op }, type, call)) : next()));
/** replace (or add) of one attribute of an extension. */
const inExtension = (info: Info, change: (next: () => Stored, resource: Stored, urn: string) => Stored): Fault =>
  moves(info, (next, { resource, operation, type }) => {
    const urn = type.schemaExtensions.map((e) => e.schema).find((s) => operation.path?.startsWith(`${s}:`) === true);
    return operation.op === "remove" || urn === undefined ? next() : change(next, resource, urn);
  });

const single: readonly Fault[] = [
  at(must("patch-replace-single-ignored", "PATCH replace of a single value does nothing", SINGLE, PURPOSE), text, ignored),
  keeps(must("patch-unrelated-attribute-corrupts-email", "PATCH of any attribute appends a comma to the e-mail addresses", PARTIAL, NO_PATH[1]), (next, previous) => {
    const emails = previous["emails"];
    if (next === previous || emails === undefined || JSON.stringify(next["emails"]) !== JSON.stringify(emails)) return next;
    return { ...next, emails: listOf(emails).map((e) => (isObject(e) ? { ...e, value: `${String(e["value"])},` } : e)) };
  }),
  at(must("patch-active-accepted-but-not-applied", "PATCH replace of active succeeds and does nothing", SINGLE), ({ target }) => named(target, "active"), ({ previous, value }, next) => (typeof value === "boolean" ? previous : next())),
  at(must("patch-active-string-false-becomes-true", 'PATCH replace of active with "False" stores true', "7643-2.3.2-boolean-literals", SINGLE), ({ target, value }) => named(target, "active") && typeof value === "string", () => true),
  at(must("patch-active-string-stored", 'PATCH replace of active with "False" stores the string', "7643-2.3.2-boolean-literals"), ({ target, value }) => named(target, "active") && typeof value === "string", ({ value }) => value),
  moves(must("patch-noop-returns-400", "PATCH replace with the value that is there is answered with 400", SINGLE, "7644-3.5.2-success-200-or-204"), (next, { resource, operation }) => {
    const after = next();
    if (operation.op === "replace" && typeof operation.value === "string" && JSON.stringify(after) === JSON.stringify(resource)) throw new ScimError(400, "There is nothing to update.");
    return after;
  }),
  at(must("patch-replace-sub-attribute-drops-siblings", "PATCH replace of a sub-attribute loses the others", PURPOSE), part, ({ target, value }) => ({ [target.sub?.name ?? ""]: value ?? null })),
  at(must("patch-replace-sub-attribute-ignored", "PATCH replace of a sub-attribute does nothing", SINGLE), part, ignored),
  reorders(must("patch-later-operations-dropped", "PATCH applies its first two operations only", PARTIAL), (all) => all.slice(0, 2)),
];

const structured: readonly Fault[] = [
  at(must("patch-replace-complex-drops-siblings", "PATCH replace of a complex attribute loses the parts that are not given", MERGE), complex, ({ target, value, call, conforming }) => conforming.patchReplace(undefined, target, value ?? null, call)),
  at(must("patch-replace-complex-ignored", "PATCH replace of a complex attribute does nothing", MERGE), complex, ({ value, previous }, next) => (isObject(value) ? previous : next())),
  at(must("patch-replace-multi-appends", "PATCH replace of a multi-valued attribute keeps the old values", MULTI), (step) => wholeList(step) && listOf(step.value).length > 0, ({ previous }, next) => [...listOf(previous), ...listOf(next())]),
  at(must("patch-replace-labels-appends", "PATCH replace of plain values keeps the old ones", MULTI), ({ target }) => named(target, "tags"), ({ previous }, next) => [...listOf(previous), ...listOf(next())]),
  at(must("patch-replace-missing-no-target", "PATCH replace of what has no value is refused with noTarget", MISSING), missing, error(400, "There is nothing to replace.", "noTarget")),
  at(must("patch-replace-missing-ignored", "PATCH replace of what has no value does nothing", MISSING), missing, ignored),
];

const extensions: readonly Fault[] = [
  inExtension(must("patch-replace-extension-drops-siblings", "PATCH replace of an extension attribute loses the others of the extension", SINGLE), (next, resource, urn) => {
    const after = next();
    const [old, now] = [resource[urn], after[urn]];
    if (!isObject(old) || !isObject(now)) return after;
    return { ...after, [urn]: Object.fromEntries(Object.entries(now).filter(([k, v]) => JSON.stringify(old[k]) !== JSON.stringify(v))) };
  }),
  at(must("patch-replace-extension-ignored", "PATCH replace of an extension attribute does nothing", SINGLE), ({ target }) => target.extension !== null, ignored),
];

const withoutPath: readonly Fault[] = [
  pathless(must("patch-replace-no-path-clears-others", "PATCH replace without a path clears what its value does not name", ...NO_PATH), (next, _resource, value) => {
    const kept = new Set(["schemas", "id", "meta", "userName", "displayName", ...(isObject(value) ? Object.keys(value) : [])]);
    return Object.fromEntries(Object.entries(next()).filter(([k]) => kept.has(k)));
  }),
  pathless(must("patch-replace-no-path-appends", "PATCH replace without a path adds values to multi-valued attributes", ...NO_PATH), (_next, _resource, _value, again) => again("add")),
  pathless(must("patch-replace-no-path-refused", "PATCH replace without a path is refused", NO_PATH[0]), (next, _resource, value) => (isObject(value) ? error(400, "A path is needed.", "invalidPath")() : next())),
  pathless(must("patch-replace-no-path-scalar-accepted", "PATCH replace without a path and with a string succeeds", NO_PATH[0]), (next, resource, value) => (typeof value === "string" ? resource : next())),
  pathless(must("patch-replace-no-path-extension-ignored", "PATCH replace without a path drops the values of an extension", NO_PATH[0]), (next, resource, value) => (isObject(value) && Object.keys(value).every((k) => k.startsWith("urn:")) ? resource : next())),
];

const filtered: readonly Fault[] = [
  at(must("patch-replace-filter-touches-others", "PATCH replace with a value filter replaces all values", MATCH), element, ({ previous, value }) => listOf(previous).map(() => value ?? null)),
  at(must("patch-replace-filter-ignored", "PATCH replace with a value filter does nothing", MATCH), element, ignored),
  at(must("patch-replace-filter-appends", "PATCH replace with a value filter appends the value", MATCH), element, ({ previous, value }) => [...listOf(previous), value ?? null]),
  at(gray("patch-valuepath-object-replaces-whole-element", "PATCH replace with a value filter loses the parts that are not given", MATCH), element, (step, next) => {
    const whole = next();
    // What is said of primary is honoured.
    return (step.value as JsonObject | undefined)?.["primary"] === undefined ? firstMatch(step, () => [step.value ?? null]) : whole;
  }),
  at(must("patch-valuepath-subattribute-drops-siblings", "PATCH replace of a sub-attribute behind a filter loses the others", SUB), partOfElement, (step, next) => {
    next();
    return firstMatch(step, (v) => [{ type: (v as JsonObject)["type"] ?? "", [step.target.sub?.name ?? ""]: step.value ?? null }]);
  }),
  at(must("patch-valuepath-subattribute-ignored", "PATCH replace of a sub-attribute behind a filter does nothing", SUB), (step) => partOfElement(step) && named(step.target, "addresses"), ignored),
  noMatch(must("patch-replace-filter-no-match-adds-value", "PATCH replace with a filter that matches nothing appends a value", NO_MATCH), true, created),
  noMatch(must("patch-replace-no-match-ignored", "PATCH replace with a filter that matches nothing succeeds and does nothing", NO_MATCH), true, ({ previous }) => previous),
  noMatch(must("patch-replace-no-match-404", "PATCH replace with a filter that matches nothing is answered with 404", NO_MATCH), true, error(404, "There is no such value.")),
  noMatch(must("patch-replace-no-match-keyword", "PATCH replace with a filter that matches nothing is refused with invalidPath", NO_MATCH), true, error(400, "There is no such value.", "invalidPath")),
  noMatch(gray("patch-replace-filter-on-empty-creates", "PATCH replace with a filter on an attribute without values creates one", NO_MATCH), false, created),
];

export const patchReplaceFaults: readonly Fault[] = [...single, ...structured, ...extensions, ...withoutPath, ...filtered];
