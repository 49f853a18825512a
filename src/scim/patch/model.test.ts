/** Cases derived by hand from the text and the examples of RFC 7644 section 3.5.2. */
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../model/json.ts";
import type { AttributeInfo } from "../../model/target.ts";
import { parseSchema } from "../schema.ts";
import { apply, applyMany, inWords, settledBy, type Intent, type State } from "./model.ts";

const URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const text = (name: string, more: JsonObject = {}): JsonObject => ({ name, type: "string", ...more });

function attributes(id: string, list: readonly Json[], extension = false): readonly AttributeInfo[] {
  return (parseSchema({ id, attributes: list })?.attributes ?? []).map((a) => ({ ...a, extension }));
}

const ALL = [
  ...attributes("urn:x:User", [
    text("title"),
    text("nickName"),
    text("tags", { multiValued: true }),
    { name: "name", type: "complex", subAttributes: [text("givenName"), text("familyName"), text("formatted", { mutability: "readOnly" })] },
    { name: "emails", type: "complex", multiValued: true, subAttributes: [text("value"), text("type"), text("display"), { name: "primary", type: "boolean" }] },
  ]),
  ...attributes(URN, [text("department")], true),
];
const named = (path: string): AttributeInfo => ALL.find((a) => path === (a.extension ? `${a.schema}:${a.name}` : a.name)) as AttributeInfo;

const WORK = { value: "w@example.com", type: "work", primary: true };
const HOME = { value: "h@example.com", type: "home" };
const ALSO = { value: "v@example.com", type: "work", display: "V" };
const USER: State = { title: "Clerk", name: { givenName: "Ana", familyName: "Bel", formatted: "Ana Bel" }, emails: [WORK, HOME, ALSO], tags: ["a", "b"] };

type One = Exclude<Intent, { kind: "set-many" }>;
const act = (intent: One, state: State = USER, start: State = state): ReturnType<typeof apply> => apply(state, start, named(intent.path), intent);

describe("what the RFC settles", () => {
  test.each<[string, One, JsonObject, Json | undefined]>([
    ["replace of a singular attribute", { kind: "set", path: "title", op: "replace", value: "Chief", form: "path" }, { op: "replace", path: "title", value: "Chief" }, "Chief"],
    ["add to a singular attribute that has a value replaces it", { kind: "set", path: "title", op: "add", value: "Chief", form: "pathless" }, { op: "add", value: { title: "Chief" } }, "Chief"],
    ["an extension attribute by its URN", { kind: "set", path: `${URN}:department`, op: "add", value: "D", form: "path" }, { op: "add", path: `${URN}:department`, value: "D" }, "D"],
    ["an extension attribute in its container", { kind: "set", path: `${URN}:department`, op: "replace", value: "D", form: "pathless" }, { op: "replace", value: { [URN]: { department: "D" } } }, "D"],
    ["a sub-attribute", { kind: "set-part", path: "name", part: "givenName", op: "replace", value: "Eva", form: "pathless" }, { op: "replace", path: "name.givenName", value: "Eva" }, { givenName: "Eva", familyName: "Bel", formatted: "Ana Bel" }],
    ["a complex value with all parts, without what only the server sets", { kind: "set", path: "name", op: "replace", value: { givenName: "Eva" }, form: "path" }, { op: "replace", path: "name", value: { givenName: "Eva", familyName: "Bel" } }, { givenName: "Eva", familyName: "Bel", formatted: "Ana Bel" }],
    ["add appends", { kind: "append", path: "tags", values: ["c"], form: "path" }, { op: "add", path: "tags", value: ["c"] }, ["a", "b", "c"]],
    ["replace of a list replaces all of it", { kind: "overwrite", path: "emails", values: [{ value: "n@example.com" }], form: "pathless" }, { op: "replace", value: { emails: [{ value: "n@example.com" }] } }, [{ value: "n@example.com" }]],
    ["remove of an attribute", { kind: "drop", path: "emails" }, { op: "remove", path: "emails" }, undefined],
    ["remove of a sub-attribute", { kind: "drop-part", path: "name", part: "givenName" }, { op: "remove", path: "name.givenName" }, { familyName: "Bel", formatted: "Ana Bel" }],
    ["remove by a filter with two matches", { kind: "drop-where", path: "emails", part: "type", pick: 0 }, { op: "remove", path: 'emails[type eq "work"]' }, [HOME]],
    ["remove by a filter with one match", { kind: "drop-where", path: "emails", part: "type", pick: 1 }, { op: "remove", path: 'emails[type eq "home"]' }, [WORK, ALSO]],
    ["replace of a part of the matches", { kind: "set-where", path: "emails", part: "type", pick: 0, target: "display", value: "D" }, { op: "replace", path: 'emails[type eq "work"].display', value: "D" }, [{ ...WORK, display: "D" }, HOME, { ...ALSO, display: "D" }]],
    ["remove of a part of the matches", { kind: "drop-part-where", path: "emails", part: "type", pick: 0, target: "display" }, { op: "remove", path: 'emails[type eq "work"].display' }, [WORK, HOME, { value: "v@example.com", type: "work" }]],
    ["replace of the one match", { kind: "set-element", path: "emails", part: "value", pick: 0, value: { type: "other" } }, { op: "replace", path: 'emails[value eq "w@example.com"]', value: { ...WORK, type: "other" } }, [{ ...WORK, type: "other" }, HOME, ALSO]],
  ])("%s", (_words, intent, operation, value) => {
    const applied = act(intent);
    expect(applied?.operation).toEqual(operation);
    expect(settledBy(intent, String(operation["op"]))).toMatch(/^7644-3\.5\.2\.[123]-/);
    expect(inWords(intent)).toContain(intent.path);
    expect(applied?.state).toEqual(value === undefined ? Object.fromEntries(Object.entries(USER).filter(([k]) => k !== intent.path)) : { ...USER, [intent.path]: value });
  });

  test("the last match of a list leaves the attribute unassigned", () => {
    expect(act({ kind: "drop-where", path: "emails", part: "type", pick: 0 }, { emails: [WORK] })?.state).toEqual({});
  });

  test("several attributes in one object, those of an extension in their container", () => {
    const applied = applyMany(USER, ALL, { kind: "set-many", op: "replace", values: { title: "Chief", [`${URN}:department`]: "D" } });
    expect(applied).toEqual({ operation: { op: "replace", value: { title: "Chief", [URN]: { department: "D" } } }, state: { ...USER, title: "Chief", [`${URN}:department`]: "D" } });
  });

  test("a text in a filter is a JSON string", () => {
    const state = { emails: [{ value: 'a"b\\c' }, HOME] };
    expect(act({ kind: "drop-where", path: "emails", part: "value", pick: 0 }, state)).toEqual({ operation: { op: "remove", path: 'emails[value eq "a\\"b\\\\c"]' }, state: { emails: [HOME] } });
  });

  test("a filter on text that ignores case selects both cases", () => {
    const state = { emails: [{ ...HOME, type: "Work" }, WORK] };
    expect(act({ kind: "drop-where", path: "emails", part: "type", pick: 0 }, state)?.state).toEqual({});
  });
});

describe("what the RFC leaves open is not asked", () => {
  test.each<[string, One, State]>([
    ["removal of what is not there", { kind: "drop", path: "nickName" }, USER],
    ["removal of a part that is not there", { kind: "drop-part", path: "name", part: "givenName" }, { name: { familyName: "Bel" } }],
    ["removal of a part that no match has", { kind: "drop-part-where", path: "emails", part: "type", pick: 0, target: "display" }, { emails: [WORK] }],
    ["addition of a value that is there (P16)", { kind: "append", path: "tags", values: ["A"], form: "path" }, USER],
    ["addition of a value that another one holds with all its parts", { kind: "append", path: "emails", values: [{ type: HOME.type }], form: "path" }, USER],
    ["addition of a value with the same `value` (P16)", { kind: "append", path: "emails", values: [{ ...HOME, type: "other" }], form: "path" }, USER],
    ["a list with one value twice", { kind: "overwrite", path: "tags", values: ["x", "X"], form: "path" }, USER],
    ["a filter on an attribute without values", { kind: "drop-where", path: "emails", part: "type", pick: 0 }, {}],
    ["a filter on a part that no value has", { kind: "drop-where", path: "emails", part: "display", pick: 0 }, { emails: [WORK] }],
    ["one value in place of several", { kind: "set-element", path: "emails", part: "type", pick: 0, value: { value: "x@example.com" } }, USER],
    ["a change that makes two values one", { kind: "set-where", path: "emails", part: "type", pick: 0, target: "value", value: "same@example.com" }, USER],
  ])("%s", (_words, intent, state) => {
    expect(act(intent, state)).toBeNull();
  });

  test("a filter on values that this request has sent: the server may show them in another form", () => {
    expect(act({ kind: "drop-where", path: "emails", part: "type", pick: 0 }, USER, { emails: [WORK, HOME] })).toBeNull();
  });
});
