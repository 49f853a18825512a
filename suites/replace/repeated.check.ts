import { check, capability } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";

export default check({
  id: "replace/repeated",
  title: "The same PUT twice succeeds and leaves the same resource",
  failureTitle: "The same PUT twice fails, or changes the resource again",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-replaces-values"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["put-twice-doubles-values", "put-twice-conflicts"],
  mutates: "own-resources",
  remedy: "Make PUT idempotent: a repeated request has the effect of one.",
  async run({ scim, given, expect, target, type, require }) {
    const made = await given.filled(type);
    // A password again could break a rule of its history.
    const sent = Object.fromEntries(Object.entries(made.sent).filter(([n]) => target.attribute(type, n)?.mutability !== "writeOnly"));
    const first = await scim.replace(made, sent);
    require(first.ok, "replace", `PUT is answered with ${first.status}`);
    const before = await scim.get(made);
    const second = await scim.replace(made, sent);
    const after = await scim.get(made);
    const judge = expect.of("7644-3.5.1-put-replaces-values");
    judge.that(second.ok, { message: `the same PUT for the second time is answered with ${second.status}`, expected: "success", actual: second.status, at: second, pointer: "status" });
    const own = target.attributes(type).filter((a) => a.mutability === "readOnly").map((a) => `/${a.name}`);
    const changed = changedElsewhere(before.object ?? {}, after.object ?? {}, own);
    judge.that(changed.length === 0, { message: `the same PUT for the second time changed ${changed.join(", ")}`, expected: "an unchanged resource", actual: [...changed], at: after, pointer: changed[0] ?? "" });
  },
});
