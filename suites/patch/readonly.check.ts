import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { at, equal } from "../../src/scim/value.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, series } from "./support.ts";

export default check({
  id: "patch/readonly",
  title: "PATCH of a readOnly attribute is refused with 400 mutability",
  failureTitle: "PATCH changes a readOnly attribute, or does not refuse to",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-no-modify-readonly-immutable", "7644-3.5.2-incompatible-op-error", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-changes-meta", "patch-changes-readonly", "patch-readonly-ignored", "patch-readonly-keyword"],
  mutates: "own-resources",
  remedy: "Refuse operations whose path names a readOnly attribute with 400 and scimType mutability.",
  async run(context) {
    const { given, expect, target, type } = context;
    const altered = given.unique();
    const places: (readonly [op: string, path: string, value: (id: string) => Json])[] = [
      ["replace", "id", alteredId],
      ["add", "id", alteredId],
      ["replace", "meta.created", () => "2001-01-01T00:00:00Z"],
      ["replace", "meta.resourceType", () => "Nonsense"],
    ];
    // groups follows from memberships: changing it is judged without path, and by the suites of groups.
    for (const a of target.attributes(type).filter((o) => !o.extension && o.schema !== "" && o.type === "string" && !o.multiValued && o.mutability === "readOnly")) places.push(["replace", a.name, () => altered]);
    const steps = await series(context, () => given.filled(type), ({ id }) => places.map(([op, path, value]) => patchOp([{ op, path, value: value(id) }])));
    for (const [i, step] of steps.entries()) {
      const [op = "", path = "", value = () => null] = places[i] ?? [];
      const pointer = `/${path.replace(".", "/")}`;
      const [before, now] = [at(step.before, pointer), at(step.now, pointer)];
      // What the server itself keeps may move at any time: then only the client's value tells.
      const own = path !== "id" && !path.startsWith("meta.");
      const kept = equal(before, now) || (own && !equal(now, value(step.made.id)));
      expect.of("7644-3.5.2-no-modify-readonly-immutable").that(kept, { message: `${op} with the path ${path} changed the readOnly ${path}`, expected: before ?? null, actual: now ?? null, at: step.after, pointer });
      if (!kept) continue;
      refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what: `${op} of the readOnly ${path}`, ignored: "patch/readonly-ignored" });
      if (step.response.status === 400) expect.of("7644-3.5.2-incompatible-op-error", "patch/mutability-keyword").that(step.response.object?.["scimType"] === "mutability", { message: `${op} of the readOnly ${path} is refused without scimType mutability`, expected: "mutability", actual: step.response.object?.["scimType"] ?? null, at: step.response, pointer: "/scimType" });
    }
  },
});
