import { assert, check, property, sample } from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import { apply, applyMany, inWords, type Intent, type State } from "../scim/patch/model.ts";
import { parseSchema, pathOf } from "../scim/schema.ts";
import { failingOperations } from "./patch-failing.ts";
import { patches, selections } from "./patch.ts";
import { valuesByPath } from "./values.ts";

const text = (name: string, more: JsonObject = {}): JsonObject => ({ name, type: "string", ...more });
const ALL: readonly AttributeInfo[] = parseSchema({
  id: "urn:x:User",
  attributes: [
    text("title"),
    { name: "size", type: "integer" },
    text("tags", { multiValued: true }),
    { name: "name", type: "complex", subAttributes: [text("givenName"), text("familyName", { required: true }), text("serial", { mutability: "immutable" })] },
    { name: "emails", type: "complex", multiValued: true, subAttributes: [text("value"), text("type", { canonicalValues: ["work", "home"] }), text("note")] },
  ],
})?.attributes ?? [];

/** The operations that a sequence becomes. */
function operations(start: State, intents: readonly Intent[]): readonly JsonObject[] {
  let state = start;
  return intents.flatMap((intent) => {
    const attribute = intent.kind === "set-many" ? undefined : ALL.find((a) => pathOf(a) === intent.path);
    const applied = intent.kind === "set-many" ? applyMany(state, ALL, intent) : attribute ? apply(state, start, attribute, intent) : null;
    state = applied?.state ?? state;
    return applied ? [applied.operation] : [];
  });
}

describe("sequences of operations", () => {
  const requests = patches(ALL, 2);

  test("are the same for the same seed", () => {
    expect(sample(requests, { seed: 5, numRuns: 20 })).toEqual(sample(requests, { seed: 5, numRuns: 20 }));
  });

  test("are JSON, and can be said in words", () => {
    assert(property(requests, (list) => {
      expect(JSON.parse(JSON.stringify(list))).toEqual(list);
      for (const intent of list.flat()) expect(inWords(intent)).not.toBe("");
    }), { numRuns: 100, seed: 1 });
  });

  test("never change what is immutable, and never remove what is required", () => {
    assert(property(valuesByPath(ALL, "rich"), requests, (values, list) => {
      for (const o of operations(values, list.flat())) {
        expect(o["path"]).not.toBe("name.serial");
        expect([o["op"], o["path"]]).not.toEqual(["remove", "name.familyName"]);
        expect([o["op"], String(o["path"]).startsWith("emails[") && String(o["path"]).endsWith("].value")]).not.toEqual(["remove", true]);
      }
    }), { numRuns: 200, seed: 2 });
  });

  test("shrink to one operation with a short value", () => {
    const details = check(property(valuesByPath(ALL, "rich"), requests, (values, list) => !operations(values, list.flat()).some((o) => o["path"] === "title" && o["op"] === "add")), { numRuns: 1000, seed: 3 });
    const [values, list] = details.counterexample ?? [];
    expect(values).toEqual({});
    expect(list).toEqual([[{ kind: "set", path: "title", op: "add", form: "path", value: expect.stringMatching(/^.{1,2}$/u) }]]);
  });

  test("aim at values that are there", () => {
    const aimed = sample(selections(ALL) ?? valuesByPath(ALL).map((values) => ({ values, requests: [] })), { seed: 4, numRuns: 100 });
    const applied = aimed.filter(({ values, requests: list }) => operations(values, list.flat()).length > 0);
    expect(applied.length).toBeGreaterThan(50);
  });
});

test("operations that fail are wrong in one way each, which has a name", () => {
  const drawn = sample(failingOperations(ALL), { seed: 6, numRuns: 300 });
  expect(new Set(drawn.map((f) => f.fault)).size).toBeGreaterThan(12);
  // What must be refused is refused by a requirement of its own.
  for (const { operation, refusedBy } of drawn) {
    const { op, path } = operation;
    if (!["add", "remove", "replace"].includes(String(op))) expect(refusedBy).toBe("7644-3.5.2-patch-op-values");
    if (op === "remove" && path === undefined) expect(refusedBy).toBe("7644-3.5.2.2-no-path-notarget");
  }
});
