import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { equal } from "../../src/scim/value.ts";
import { REFUSAL, refused, send, valueAt } from "./support.ts";

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
    const made = await given.filled(type);
    const places: (readonly [path: string, pointer: string, value: Json])[] = [
      ["id", "/id", alteredId(made.id)],
      ["meta.created", "/meta/created", "2001-01-01T00:00:00Z"],
      ["meta.resourceType", "/meta/resourceType", "Nonsense"],
    ];
    // groups follows from memberships: changing it is judged without path, and by the suites of groups.
    for (const a of target.attributes(type).filter((o) => !o.extension && o.schema !== "" && o.type === "string" && !o.multiValued && o.mutability === "readOnly")) places.push([a.name, `/${a.name}`, given.unique()]);
    for (const [path, pointer, value] of places) {
      for (const op of path === "id" ? ["replace", "add"] : ["replace"]) {
        const step = await send(context, made, [{ op, path, value }]);
        // What the server itself keeps may move at any time: then only the client's value tells.
        const own = !path.startsWith("id") && !path.startsWith("meta.");
        const kept = equal(valueAt(step.before, pointer), valueAt(step.now, pointer)) || (own && !equal(valueAt(step.now, pointer), value));
        expect.of("7644-3.5.2-no-modify-readonly-immutable").that(kept, { message: `${op} with the path ${path} changed the readOnly ${path}`, expected: valueAt(step.before, pointer) ?? null, actual: valueAt(step.now, pointer) ?? null, at: step.after, pointer });
        if (!kept) continue;
        refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what: `${op} of the readOnly ${path}`, ignored: "patch/readonly-ignored" });
        if (step.response.status === 400) expect.of("7644-3.5.2-incompatible-op-error", "patch/mutability-keyword").that(step.response.object?.["scimType"] === "mutability", { message: `${op} of the readOnly ${path} is refused without scimType mutability`, expected: "mutability", actual: step.response.object?.["scimType"] ?? null, at: step.response, pointer: "/scimType" });
      }
    }
  },
});
