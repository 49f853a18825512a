import { describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import { parseAttribute } from "../schema.ts";
import { apply, applyMany, inWords, settledBy, type Intent, type State } from "./model.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const place = { schema: CORE, extension: false, prefix: "", source: "published" } as const;
const parsed = (raw: Json, where: Parameters<typeof parseAttribute>[1] = place) => {
  const attribute = parseAttribute(raw, where);
  if (!attribute) throw new Error("not an attribute");
  return attribute;
};
const title = parsed({ name: "title", type: "string" });
const name = parsed({ name: "name", type: "complex", subAttributes: [{ name: "givenName", type: "string" }, { name: "familyName", type: "string" }] });
const emails = parsed({ name: "emails", type: "complex", multiValued: true, subAttributes: [{ name: "value", type: "string" }, { name: "type", type: "string" }] });
const department = parsed({ name: "department", type: "string" }, { ...place, schema: ENTERPRISE, extension: true });
const PATH = `${ENTERPRISE}:department`;

const work = { value: "a@work.example", type: "work" };
const office = { value: "b@work.example", type: "work" };
const home = { value: "c@home.example", type: "home" };
type Single = Exclude<Intent, { kind: "set-many" }>;
const emailsOf = (...list: readonly Json[]): State => ({ emails: list });

describe("what an operation makes of a resource", () => {
  test.each<readonly [string, typeof title, State, Single, Json, State]>([
    ["replace of a simple attribute", title, { title: "old" }, { kind: "set", path: "title", op: "replace", value: "new", form: "path" }, { op: "replace", path: "title", value: "new" }, { title: "new" }],
    ["add without path", title, {}, { kind: "set", path: "title", op: "add", value: "new", form: "pathless" }, { op: "add", value: { title: "new" } }, { title: "new" }],
    ["an extension attribute by its URN", department, {}, { kind: "set", path: PATH, op: "add", value: "R&D", form: "path" }, { op: "add", path: PATH, value: "R&D" }, { [PATH]: "R&D" }],
    ["an extension object without path", department, {}, { kind: "set", path: PATH, op: "add", value: "R&D", form: "pathless" }, { op: "add", value: { [ENTERPRISE]: { department: "R&D" } } }, { [PATH]: "R&D" }],
    ["a sub-attribute leaves its sisters", name, { name: { givenName: "Ana", familyName: "B" } }, { kind: "set-part", path: "name", part: "givenName", op: "replace", value: "Eva", form: "path" }, { op: "replace", path: "name.givenName", value: "Eva" }, { name: { familyName: "B", givenName: "Eva" } }],
    ["the last sub-attribute takes the attribute with it", name, { name: { givenName: "Ana" } }, { kind: "drop-part", path: "name", part: "givenName" }, { op: "remove", path: "name.givenName" }, {}],
    ["add appends", emails, emailsOf(work), { kind: "append", path: "emails", values: [home], form: "path" }, { op: "add", path: "emails", value: [home] }, emailsOf(work, home)],
    ["replace takes the place of all values", emails, emailsOf(work, home), { kind: "overwrite", path: "emails", values: [office], form: "path" }, { op: "replace", path: "emails", value: [office] }, emailsOf(office)],
    ["remove by filter takes every match", emails, emailsOf(work, office, home), { kind: "drop-where", path: "emails", part: "type", pick: 0 }, { op: "remove", path: 'emails[type eq "work"]' }, emailsOf(home)],
    ["remove of all matches unassigns", emails, emailsOf(home), { kind: "drop-where", path: "emails", part: "value", pick: 5 }, { op: "remove", path: 'emails[value eq "c@home.example"]' }, {}],
    ["replace of a part of the matches", emails, emailsOf(work, home), { kind: "set-where", path: "emails", part: "value", pick: 0, target: "type", value: "other" }, { op: "replace", path: 'emails[value eq "a@work.example"].type', value: "other" }, emailsOf({ value: "a@work.example", type: "other" }, home)],
    ["remove", title, { title: "old" }, { kind: "drop", path: "title" }, { op: "remove", path: "title" }, {}],
  ])("%s", (_words, attribute, state, intent, operation, next) => {
    expect(apply(state, state, attribute, intent)).toEqual({ operation, state: next });
    expect(settledBy(intent, "replace")).toMatch(/^7644-3\.5\.2/);
    expect(inWords(intent).length).toBeGreaterThan(5);
  });
  test("several attributes in one object", () => {
    const intent = { kind: "set-many", op: "replace", values: { title: "new", [PATH]: "R&D" } } as const;
    expect(applyMany({ title: "old" }, [title, department], intent)).toEqual({ operation: { op: "replace", value: { title: "new", [ENTERPRISE]: { department: "R&D" } } }, state: { title: "new", [PATH]: "R&D" } });
    expect(applyMany({}, [title], { kind: "set-many", op: "add", values: { title: "x" } })).toBe(null);
  });
});

describe("nothing is made where the RFC leaves the outcome open", () => {
  test.each<readonly [string, typeof title, State, State, Single]>([
    ["remove of what is not there", title, {}, {}, { kind: "drop", path: "title" }],
    ["a value that is there already", emails, emailsOf(work), emailsOf(work), { kind: "append", path: "emails", values: [{ value: "A@WORK.example", type: "home" }], form: "path" }],
    ["a filter without a match", emails, {}, {}, { kind: "drop-where", path: "emails", part: "type", pick: 0 }],
    ["a value that this request sent, which the server may have stored in another form", emails, emailsOf(work), {}, { kind: "drop-where", path: "emails", part: "value", pick: 0 }],
    ["two values that become one", emails, emailsOf(work, office), emailsOf(work, office), { kind: "set-where", path: "emails", part: "type", pick: 0, target: "value", value: "same@example.com" }],
  ])("%s", (_words, attribute, state, start, intent) => {
    expect(apply(state, start, attribute, intent)).toBe(null);
  });
});
