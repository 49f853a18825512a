import { capability, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeTexts, ROUNDS, sound, statuses, together } from "./together.ts";

export default check({
  id: "concurrency/attribute-patches",
  title: "Changes of different attributes at the same time are all made",
  failureTitle: "Of changes of different attributes at the same time, acknowledged ones are lost",
  for: "each-resource-type",
  verifies: ["7644-3.2-patch-partial-update"],
  needs: [capability("patch")],
  after: ["create/created"],
  detects: ["concurrent-attribute-patch-lost"],
  mutates: "own-resources",
  remedy: "Write only what a PATCH changes, or refuse the later of two (409, 412); never write back a whole resource that was read before.",
  async run({ scim, given, expect, target, type, skip }) {
    const names = freeTexts(target, type, 3);
    if (names.length < 2) return skip(`the schema of ${type.name} has fewer than two free text attributes (/Schemas)`);
    const made = await given.resource(type, Object.fromEntries(names.map((n) => [n, `old ${given.unique()}`])));
    for (let round = 1; round <= ROUNDS; round += 1) {
      const next = names.map(() => `new ${given.unique()}`);
      const answers = await together(names, (path, i) => scim.patch(made, [{ op: "replace", path, value: next[i] ?? "" }]));
      const done = names.filter((_, i) => answers[i]?.ok);
      const wrong = answers.find((r) => !sound(r));
      if (done.length === 0 && !wrong) return skip(`nothing was changed (${statuses(answers)}): the suite patch judges that`);
      const lostIn = (r: ScimResponse) => done.filter((n) => r.object?.[n] !== next[names.indexOf(n)]);
      const read = await scim.settled(() => scim.get(made), (r) => lostIn(r).length === 0);
      const lost = lostIn(read);
      const partial = expect.of("7644-3.2-patch-partial-update");
      partial.that(lost.length === 0, { message: `${done.join(", ")} were changed at the same time with success (${statuses(answers)}); ${lost.join(", ")} has another value`, expected: next, actual: names.map((n) => read.object?.[n] ?? null), at: read, pointer: `/${lost[0] ?? ""}` });
      if (wrong) partial.that(false, { message: `changes at the same time are answered with ${statuses(answers)}`, expected: "success, 409 or 412", actual: wrong.status, at: wrong, pointer: "status" });
    }
  },
});
