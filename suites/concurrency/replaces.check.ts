import { capability, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeTexts, ROUNDS, sound, statuses, together } from "./together.ts";

export default check({
  id: "concurrency/replaces",
  title: "Of several PUTs at the same time, one leaves its values as a whole",
  failureTitle: "PUTs at the same time leave a mixture of their values, or the server fails",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-replaces-values"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["concurrent-replace-mixed"],
  mutates: "own-resources",
  remedy: "Write each PUT in one transaction, so that the values of the last one stand as a whole; or refuse the later ones (409, 412).",
  async run({ scim, given, expect, target, type, skip }) {
    const names = freeTexts(target, type, 2);
    if (names.length < 2) return skip(`the schema of ${type.name} has fewer than two free text attributes (/Schemas)`);
    const made = await given.resource(type);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const texts = [1, 2, 3, 4].map(() => given.unique());
      const answers = await together(texts, (text) => scim.replace(made, { ...made.sent, ...Object.fromEntries(names.map((n) => [n, text])) }));
      const whole = expect.of("7644-3.5.1-put-replaces-values");
      const wrong = answers.find((r) => !sound(r));
      whole.that(wrong === undefined, { message: `4 PUTs at the same time are answered with ${statuses(answers)}`, expected: "success, 409 or 412", actual: wrong?.status ?? null, ...(wrong ? { at: wrong, pointer: "status" } : {}) });
      const written = texts.filter((_, i) => answers[i]?.ok);
      if (written.length === 0) continue;
      const valuesIn = (r: ScimResponse) => names.map((n) => r.object?.[n] ?? null);
      const consistent = (r: ScimResponse) => written.some((text) => valuesIn(r).every((v) => v === text));
      const read = await scim.settled(() => scim.get(made), consistent);
      whole.that(consistent(read), { message: `after ${written.length} PUTs at the same time, ${names.join(" and ")} are those of no PUT`, expected: written, actual: valuesIn(read), at: read, pointer: `/${names[0] ?? ""}` });
    }
  },
});
