import { check, capability } from "../../src/engine/api.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { at } from "../../src/scim/value.ts";
import { change, changeable, tagged, tagOf, ways } from "./support.ts";

export default check({
  id: "etag/changes",
  title: "The version changes with every change of the resource",
  failureTitle: "The version stays although the resource has changed",
  for: "each-resource-type",
  verifies: ["7644-3.14-etag-changes"],
  needs: [capability("etag")],
  after: ["etag/header", "replace/values"],
  detects: ["version-unchanged-after-write", "version-of-answer-is-old"],
  mutates: "own-resources",
  remedy: "Give a resource a new version whenever any of its values changes, and send the new tag with the answer to the change.",
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    if (ways(context).length === 0) skip("the server offers neither PUT nor PATCH");
    const name = changeable(context);
    const { fixture, read } = await tagged(context);
    const judge = expect.of("7644-3.14-etag-changes");
    const mine = (path: string): boolean => target.attribute(type, path) !== undefined && target.maySend(type, path) && target.mayChange(type, path);
    const changes: readonly JsonObject[] = [
      { [name]: `changed ${given.unique()}` },
      ...(mine("active") ? [{ active: at(read.json, "/active") === false }] : []),
      ...(mine("emails") ? [{ emails: [{ value: `${given.unique()}@example.com`, type: "work" }] }] : []),
      ...(mine("name") && type.isUser ? [{ name: { givenName: given.unique(), familyName: "Changed" } }] : []),
      ...(mine("externalId") ? [{ externalId: given.unique() }] : []),
    ];
    let before = read;
    let all: Record<string, Json> = {};
    for (const [i, values] of changes.entries()) {
      const way = ways(context)[i % ways(context).length] ?? "PUT";
      all = { ...all, ...values };
      // PUT takes away what it does not name: it repeats what was set so far.
      const written = await change(context, way, fixture, way === "PUT" ? all : values);
      if (!written.ok) continue;
      const after = await scim.settled(() => scim.get(fixture), (r) => tagOf(r) !== tagOf(before));
      const changed = before.object && after.object ? changedElsewhere(before.object, after.object, []) : [];
      if (changed.length === 0) continue;
      const what = `${way} changed ${changed.join(" and ")}`;
      judge.that(tagOf(after) !== tagOf(before), { message: `${what}, and the version is still ${tagOf(after) ?? "none"}`, expected: "another version", actual: tagOf(after), at: after, pointer: "header:ETag" });
      const answered = written.object === undefined ? null : written.header("etag");
      if (answered !== null) judge.that(answered !== tagOf(before), { message: `${what}, and its answer carries the old version ${answered}`, expected: tagOf(after), actual: answered, at: written, pointer: "header:ETag" });
      before = after;
    }
    judge.observe(`${changes.length} kinds of changes were tried`);
  },
});
