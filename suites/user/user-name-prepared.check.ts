import { check } from "../../src/engine/api.ts";

/** Two spellings of one name by RFC 7613 (UsernameCaseMapped). */
const PAIRS: readonly (readonly [string, string, string])[] = [
  ["letters beyond ASCII in another case", "É", "é"],
  ["a composed and a decomposed letter", "\u00fc", "u\u0308"],
  ["full-width letters", "abc", "\uff41\uff42\uff43"],
];

export default check({
  id: "user/user-name-prepared",
  title: "User names that RFC 7613 takes for one name are one name",
  failureTitle: "User names that RFC 7613 takes for one name are two",
  for: "User",
  verifies: ["7644-5-precis"],
  after: ["create/duplicate-user-name", "user/user-name-case"],
  detects: ["user-name-unprepared", "user-name-beyond-ascii-500"],
  mutates: "own-resources",
  remedy: "Prepare userName by RFC 8265 (UsernameCaseMapped: width, case, NFC) before it is compared.",
  async run({ scim, given, expect, target, type }) {
    const exact = target.attribute(type, "userName")?.caseExact === true;
    for (const [what, one, other] of PAIRS) {
      if (exact && one === "É") continue;
      const rest = given.unique();
      const first = await scim.create(type, given.body(type, { userName: `${one}${rest}@example.com` }));
      // Which letters a name may have is the service's choice.
      expect.of("7644-5-precis").that(first.ok || (first.status >= 400 && first.status < 500), { message: `a userName with ${what} is answered with ${first.status}`, expected: "success, or 400", actual: first.status, at: first, pointer: "status" });
      if (!first.ok) continue;
      const second = await scim.create(type, given.body(type, { userName: `${other}${rest}@example.com` }));
      expect.of("7644-5-precis", "user/name-unprepared").that(!second.ok, { message: `two users have one name but for ${what}`, expected: 409, actual: second.status, at: second, pointer: "status" });
    }
  },
});
