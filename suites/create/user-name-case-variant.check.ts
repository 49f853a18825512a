import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/user-name-case-variant",
  title: "A userName that differs only in letter case is refused as a duplicate",
  failureTitle: "Two users whose userName differs only in letter case can be created",
  for: "User",
  verifies: ["7644-3.3-create-duplicate-409", "7643-4.1.1-user-name-unique"],
  after: ["create/duplicate-user-name"],
  detects: ["create-username-case-variant-accepted"],
  mutates: "own-resources",
  remedy: "Compare userName without regard to case, as its definition (caseExact false) says.",
  async run({ scim, given, expect, target, type, skip }) {
    if (target.attribute(type, "userName")?.caseExact) skip("the server publishes userName as caseExact");
    const first = await given.resource(type);
    const name = String(first.sent["userName"]);
    const second = await scim.create(type, { ...given.body(type), userName: name.toUpperCase() });
    for (const id of ["7644-3.3-create-duplicate-409", "7643-4.1.1-user-name-unique"]) expect.of(id).that(second.status === 409 || (second.status === 400 && second.object?.["scimType"] !== "uniqueness"), { message: `${name} and ${name.toUpperCase()} are answered with ${second.status}`, expected: 409, actual: second.status, at: second, pointer: "status" });
  },
});
