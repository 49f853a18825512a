import { check } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { SINGULAR } from "./table.ts";
import { storable, store } from "./store.ts";

export default check({
  id: "user/singular-attributes",
  title: "Singular attributes of users keep the values that clients send",
  failureTitle: "Singular attributes of users lose, change or refuse the values that clients send",
  for: "User",
  verifies: ["7643-4.1.1-display-name-meaning", "7643-4.1.1-nick-name", "7643-4.1.1-profile-url", "7643-4.1.1-title", "7643-4.1.1-user-type-any-value", "7643-4.1.1-preferred-language-format", "7643-4.1.1-locale-language-tag", "7643-4.1.1-timezone-olson", "7643-4.1.1-active-boolean"],
  after: ["create/created", "read/by-id"],
  detects: [
    ...["displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "active"].flatMap((n) => [`user-attribute-lost:${n}`, `user-attribute-type:${n}`]),
    ...["nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone"].map((n) => `user-attribute-altered:${n}`),
    "user-type-restricted",
    "preferred-language-list-refused",
  ],
  mutates: "own-resources",
  remedy: "Store what the schema offers, in the type it declares; take every form that RFC 7643 section 4.1.1 describes.",
  async run(context) {
    const { expect, target, type, skip } = context;
    const rows = SINGULAR.filter((row) => storable(context, row.path) && !target.attribute(type, row.path)?.multiValued);
    if (rows.length === 0) skip("the server's schema of users offers none of the singular attributes of RFC 7643 section 4.1.1 (/Schemas)");
    for (let round = 0; rows.some((r) => r.values.length > round); round += 1) {
      const now = rows.filter((r) => r.values.length > round);
      const stored = await store(context, Object.fromEntries(now.map((r) => [r.path, r.values[round] ?? null])));
      for (const row of now) judge(row, row.values[round] ?? null, stored.get(row.path));
    }

    function judge(row: (typeof SINGULAR)[number], sent: Json, found: ReturnType<Awaited<ReturnType<typeof store>>["get"]>): void {
      if (!found) return;
      const { read, refused, value } = found;
      const place = { expected: sent, actual: refused ? read.status : (value ?? null), at: read, pointer: refused ? "status" : `/${row.path}` };
      const kept = expect.of(row.requirement, refused ? (read.status < 500 ? refusalOf(row.path) : undefined) : "user/value-lost");
      // What the RFC defines but the server publishes nowhere may be unsupported.
      const published = target.attribute(type, row.path)?.source === "published";
      if (!kept.that(!refused && (value !== undefined || !published), { message: refused ? `a user with ${row.path} ${JSON.stringify(sent)} is answered with ${read.status}` : `${row.path} was sent, and has no value`, ...place })) return;
      if (value === undefined) return;
      if (!expect.of(row.requirement).that(typeof value === row.kind, { message: `${row.path} is no ${row.kind}`, ...place })) return;
      if (row.same) expect.of(row.requirement, row.kind === "boolean" ? undefined : "user/value-altered").that(row.same(value, sent), { message: `${row.path} was sent as ${JSON.stringify(sent)} and reads ${JSON.stringify(value)}`, ...place });
    }

    /** A schema that lists canonical values says which ones it takes. */
    function refusalOf(path: string): string {
      return (target.attribute(type, path)?.canonicalValues.length ?? 0) > 0 ? "user/listed-value-refused" : "user/value-refused";
    }
  },
});
