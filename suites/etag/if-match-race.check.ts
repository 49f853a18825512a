import { check, capability } from "../../src/engine/api.ts";
import { change, changeable, tagged, ways } from "./support.ts";

const WRITERS = 5;

export default check({
  id: "etag/if-match-race",
  title: "Of several simultaneous changes with one tag in If-Match only one is made",
  failureTitle: "Several simultaneous changes with one tag in If-Match are made",
  for: "User",
  verifies: ["7644-3.14-if-match", "7644-3.12-status-412"],
  needs: [capability("etag")],
  after: ["etag/if-match", "etag/if-match-stale"],
  detects: ["if-match-not-atomic"],
  mutates: "own-resources",
  remedy: "Compare the tag and store the change in one step (a lock, or a conditional update of the store).",
  async run(context) {
    const { given, expect, skip } = context;
    const [way] = ways(context);
    if (way === undefined) skip("the server offers neither PUT nor PATCH");
    const name = changeable(context);
    const { fixture, tag } = await tagged(context);
    // Different values: with equal ones a second success would prove nothing.
    const answers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => change(context, way ?? "PUT", fixture, { [name]: `writer ${i} ${given.unique()}` }, { "If-Match": tag })));
    const made = answers.filter((r) => r.ok);
    const detail = { message: `${made.length} of ${WRITERS} simultaneous changes with the tag ${tag} are answered with success`, expected: 1, actual: answers.map((r) => r.status), ...(made[1] ? { at: made[1] } : {}), pointer: "status" };
    expect.of("7644-3.14-if-match", "etag/stale-applied").that(made.length <= 1, detail);
    expect.of("7644-3.12-status-412").that(made.length <= 1, detail);
  },
});
