import { check, capability } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { change, changeable, tagged, tagOf, ways } from "./support.ts";

export default check({
  id: "etag/stable",
  title: "The version stays while the resource does not change",
  failureTitle: "The version changes although the resource has not changed",
  for: "each-resource-type",
  verifies: ["7644-3.14-etag-changes"],
  needs: [capability("etag")],
  after: ["etag/header"],
  detects: ["version-changes-with-reads", "version-changes-with-no-op"],
  mutates: "own-resources",
  remedy: "Derive the version from the stored values: neither reading nor a write that changes nothing makes a new one.",
  async run(context) {
    const { scim, given, expect } = context;
    const { fixture, tag } = await tagged(context);
    const judge = expect.of("7644-3.14-etag-changes", "etag/changed-without-change");
    const again = await scim.get(fixture);
    judge.that(tagOf(again) === tag, { message: `two reads show the versions ${tag} and ${tagOf(again) ?? "none"}`, expected: tag, actual: tagOf(again), at: again, pointer: "header:ETag" });
    const [way] = ways(context);
    if (way === undefined) return;
    // What is there already is written once more.
    const same = { [changeable(context)]: `same ${given.unique()}` };
    await change(context, way, fixture, same);
    const first = await scim.get(fixture);
    const written = await change(context, way, fixture, same);
    const second = await scim.get(fixture);
    if (!written.ok || !first.object || !second.object || changedElsewhere(first.object, second.object, []).length > 0) return;
    judge.that(tagOf(second) === tagOf(first), { message: `a ${way} that changed nothing made the version ${tagOf(second) ?? "none"}`, expected: tagOf(first), actual: tagOf(second), at: second, pointer: "header:ETag" });
  },
});
