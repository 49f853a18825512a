import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, nothingElse } from "./change-support.ts";
import { simple } from "./change-targets.ts";

const IDS = ["7644-3.5.2-ops-sequential", "7644-3.5.2.3-replace-single"] as const;

export default check({
  id: "patch/replace-twice",
  title: "Of two replace operations on one attribute in a PATCH, the last one wins",
  failureTitle: "Of two replace operations on one attribute in a PATCH, the last one does not win",
  for: "each-resource-type",
  verifies: IDS,
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-single"],
  detects: ["patch-same-attribute-twice-first-wins"],
  mutates: "own-resources",
  remedy: "Apply the operations one after the other, each on the result of the one before.",
  async run(context) {
    const { expect, given } = context;
    const name = simple(context);
    const held = await holding(context, { [name]: `old ${given.unique()}` });
    // Twice, for servers on which chance decides.
    for (const round of ["once", "again"]) {
      const [first, second] = [`A ${given.unique()}`, `B ${given.unique()}`];
      const operations = [first, second].map((value) => ({ op: "replace", path: name, value }));
      const done = await apply(context, held, operations, { id: IDS[0], what: `PATCH with two replace operations on ${name}`, shows: (r) => r[name] === second });
      if (!done) return;
      for (const id of IDS) expect.of(id).that(done.after[name] === second, { message: `${name} was replaced twice in one PATCH (${round}), and does not read as the second value`, expected: second, actual: done.after[name] ?? null, at: done.read, pointer: `/${name}` });
      nothingElse(context, IDS[0], held.fixture, done, [`/${name}`]);
    }
  },
});
