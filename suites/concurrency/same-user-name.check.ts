import { check } from "../../src/engine/api.ts";
import { busy, ROUNDS, sound, statuses, together } from "./together.ts";

export default check({
  id: "concurrency/same-user-name",
  title: "Of several users with one userName that are created at the same time, one is created",
  failureTitle: "Of several users with one userName that are created at the same time, more than one is created, or the server fails",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7644-3.3-create-duplicate-409"],
  after: ["create/created", "create/duplicate-user-name", "read/list-without-duplicates"],
  detects: ["concurrent-create-500", "concurrent-create-duplicates"],
  mutates: "own-resources",
  remedy: "Let the database enforce that userName is unique, and answer its refusal with 409 uniqueness.",
  async run({ scim, given, expect, type }) {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const body = given.body(type);
      const answers = await together([1, 2, 3, 4, 5], () => scim.create(type, body));
      const ids = new Set(answers.filter((r) => r.ok).map((r) => r.object?.["id"] ?? r.header("location")));
      const winner = answers.find((r) => r.ok);
      const at = (response = winner) => (response ? { at: response, pointer: "status" } : {});
      expect.of("7643-4.1.1-user-name-unique").that(ids.size <= 1, { message: `5 creations of ${String(body["userName"])} at the same time were acknowledged with ${ids.size} different users (${statuses(answers)})`, expected: "one user", actual: ids.size, ...at() });
      const wrong = answers.find((r) => !sound(r));
      expect.of("7644-3.3-create-duplicate-409").that(wrong === undefined, { message: `5 creations of one userName at the same time are answered with ${statuses(answers)}`, expected: "1 × 201, 4 × 409", actual: wrong?.status ?? null, ...at(wrong) });
      if (ids.size === 0) expect.of("7644-3.3-create-duplicate-409").observe(answers.some(busy) ? "the server was busy" : "no creation won", at(answers[0]));
    }
  },
});
