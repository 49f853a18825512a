import { expect, test } from "vitest";
import type { ScimResponse } from "../model/client.ts";
import type { JsonObject } from "../model/json.ts";
import type { ResourceTypeInfo } from "../model/target.ts";
import { BulkJournal } from "./bulk-journal.ts";
import { Journal } from "./journal.ts";

const USERS: ResourceTypeInfo = { name: "User", id: "User", endpoint: "/Users", schema: "urn:ietf:params:scim:schemas:core:2.0:User", extensions: [], source: "published", isUser: true, isGroup: false, raw: undefined };
const BASE = "https://scim.example.com/v2";

function pendingAfter(operations: readonly JsonObject[], results: readonly JsonObject[]): ReadonlySet<string | null> {
  const journal = new Journal(null, BASE);
  const bulk = new BulkJournal(journal, BASE, [USERS], { Operations: [...operations] });
  bulk.follow({ status: 200, ok: true, json: { Operations: [...results] } } as unknown as ScimResponse);
  return new Set(journal.pending().map(({ entry }) => entry.url));
}

const post = (bulkId?: string): JsonObject => ({ method: "POST", path: "/Users", ...(bulkId === undefined ? {} : { bulkId }), data: { userName: "a" } });
const created = (id: string, bulkId?: string): JsonObject => ({ method: "POST", status: "201", location: `${BASE}/Users/${id}`, ...(bulkId === undefined ? {} : { bulkId }) });

test("each of two operations with the same bulkId takes a result of its own", () => {
  expect(pendingAfter([post("x"), post("x")], [created("1", "x"), created("2", "x")])).toEqual(new Set([`${BASE}/Users/1`, `${BASE}/Users/2`]));
});

test("operations without bulkId are matched by their place", () => {
  expect(pendingAfter([post(), post()], [created("1"), created("2")])).toEqual(new Set([`${BASE}/Users/1`, `${BASE}/Users/2`]));
});

test("results in another order are matched by their bulkId, failed ones are forgotten", () => {
  expect(pendingAfter([post("x"), post("y")], [{ method: "POST", status: "409", bulkId: "y" }, created("1", "x")])).toEqual(new Set([`${BASE}/Users/1`]));
});
