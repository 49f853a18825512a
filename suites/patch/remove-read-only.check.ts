import { capability, check } from "../../src/engine/api.ts";
import { at, isUnassigned } from "../../src/scim/value.ts";
import { holding, patchOp, series } from "./support.ts";

const ID = "7644-3.5.2.2-remove-required-or-readonly";

export default check({
  id: "patch/remove-read-only",
  title: "PATCH remove of a readOnly attribute is refused with scimType mutability",
  failureTitle: "PATCH remove of a readOnly attribute succeeds, or is refused without scimType mutability",
  for: "any-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-read-only-ignored", "patch-remove-read-only-keyword", "patch-remove-meta-applies"],
  mutates: "own-resources",
  remedy: "Refuse the removal of id, meta and every other readOnly attribute with 400 and scimType mutability.",
  async run(context) {
    const { expect } = context;
    const names = ["id", "meta"];
    const steps = await series(context, () => holding(context, {}), names.map((path) => patchOp([{ op: "remove", path }])));
    context.require(steps.length === 0 || steps.some(({ before }, i) => !isUnassigned(before[names[i] ?? ""])), "read", "GET of the resource that was created shows neither id nor meta");
    for (const [i, { response, before, after, now }] of steps.entries()) {
      const name = names[i] ?? "";
      const [old, left] = [before[name], now[name]];
      if (isUnassigned(old)) continue;
      const detail = { expected: "a refusal with scimType mutability", actual: response.object?.["scimType"] ?? response.status, at: response, pointer: "status" };
      const parts = name === "meta" ? ["/meta/resourceType", "/meta/created"] : ["/id"];
      const lost = isUnassigned(left) || parts.some((p) => at(before, p) !== at(now, p));
      expect.of(ID).that(!lost, { ...detail, message: `PATCH remove changed the readOnly ${name}`, actual: left ?? null, at: after, pointer: `/${name}` });
      if (lost) continue;
      if (response.ok) expect.of(ID, "patch/remove-read-only-ignored").that(false, { ...detail, message: `PATCH remove of the readOnly ${name} is answered with ${response.status} and does nothing` });
      else {
        expect.of(ID).that(response.status < 500, { ...detail, message: `PATCH remove of the readOnly ${name} is answered with ${response.status}` });
        expect.of(ID, "patch/remove-read-only-keyword").at(response, "/scimType").equals("mutability");
      }
    }
  },
});
