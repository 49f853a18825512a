import { check } from "../../src/engine/api.ts";
import { ROUNDS, sound, statuses, together } from "./together.ts";

export default check({
  id: "concurrency/deletes",
  title: "A resource that is deleted several times at the same time is deleted once",
  failureTitle: "A resource that is deleted several times at the same time makes the server fail",
  for: "User",
  verifies: ["7644-3.6-delete-204"],
  after: ["create/created", "delete/gone"],
  detects: ["concurrent-delete-500"],
  mutates: "own-resources",
  remedy: "Answer the first DELETE with 204 and the others with 404 (or 204), also when they overlap.",
  async run({ scim, given, expect, type }) {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const made = await given.resource(type);
      const answers = await together([1, 2, 3, 4], () => scim.delete(made));
      const wrong = answers.find((r) => !sound(r));
      expect.of("7644-3.6-delete-204").that(wrong === undefined, { message: `4 DELETEs of one resource at the same time are answered with ${statuses(answers)}`, expected: "1 × 204, 3 × 404", actual: wrong?.status ?? null, ...(wrong ? { at: wrong, pointer: "status" } : {}) });
      if (!answers.some((r) => r.ok)) continue;
      const read = await scim.settled(() => scim.get(made), (r) => r.status === 404);
      expect.of("7644-3.6-delete-204").that(!read.ok, { message: `a resource whose DELETE was acknowledged (${statuses(answers)}) can still be read`, expected: 404, actual: read.status, at: read, pointer: "status" });
    }
  },
});
