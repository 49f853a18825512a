import { check } from "../../src/engine/api.ts";

export default check({
  id: "user/user-name-case",
  title: "userName is one name in every letter case: for uniqueness and for filters",
  failureTitle: "userName is compared with regard to case",
  for: "User",
  verifies: ["7643-4.1.1-user-name-case-insensitive"],
  after: ["create/duplicate-user-name"],
  detects: ["create-username-case-variant-accepted", "user-name-filter-exact"],
  mutates: "own-resources",
  remedy: "Compare userName without regard to case, when it is set and when it is looked for.",
  async run({ scim, given, expect, target, type, skip }) {
    if (target.attribute(type, "userName")?.caseExact) skip("the server publishes userName as caseExact");
    const made = await given.resource(type);
    const name = String(made.body["userName"] ?? made.sent["userName"]);
    const judge = expect.of("7643-4.1.1-user-name-case-insensitive");
    const variant = name.toUpperCase() === name ? name.toLowerCase() : name.toUpperCase();
    const twin = await scim.create(type, given.body(type, { userName: variant }));
    judge.that(!twin.ok, { message: `a second user may be called ${variant} beside ${name}`, expected: 409, actual: twin.status, at: twin, pointer: "status" });
    if (target.supports("filter") === false) return;
    const plain = await scim.settled(() => scim.list(type, { filter: `userName eq ${JSON.stringify(name)}` }), (r) => r.resources.length > 0);
    if (!plain.ok || plain.resources.length !== 1 || plain.resources[0]?.["id"] !== made.id) return;
    const found = await scim.list(type, { filter: `userName eq ${JSON.stringify(variant)}` });
    // A filter that does not work as such is judged by the filter checks.
    judge.that(found.resources.some((r) => r["id"] === made.id), { message: `the filter userName eq "${variant}" does not find ${name}`, expected: made.id, actual: found.resources.map((r) => r["id"] ?? null), at: found, pointer: "/Resources" });
  },
});
