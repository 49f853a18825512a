import { capability, check } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { holding, send } from "./change-support.ts";

const ID = "7644-3.5.2.2-remove-required-or-readonly";

export default check({
  id: "patch/remove-read-only",
  title: "PATCH remove of a readOnly attribute is refused with scimType mutability",
  failureTitle: "PATCH remove of a readOnly attribute succeeds, or is refused without scimType mutability",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-read-only-ignored", "patch-remove-read-only-keyword", "patch-remove-meta-applies"],
  mutates: "own-resources",
  remedy: "Refuse the removal of id, meta and every other readOnly attribute with 400 and scimType mutability.",
  async run(context) {
    const { expect, scim } = context;
    const held = await holding(context, {});
    for (const name of ["id", "meta"]) {
      if (isUnassigned(member(held.before, name))) continue;
      const response = await send(context, held.fixture, [{ op: "remove", path: name }]);
      const read = await scim.get(held.fixture);
      const detail = { expected: "a refusal with scimType mutability", actual: response.object?.["scimType"] ?? response.status, at: response, pointer: "status" };
      const parts = name === "meta" ? ["resourceType", "created"] : [];
      const [old, now] = [member(held.before, name), member(read.object, name)];
      const lost = isUnassigned(now) || parts.some((p) => JSON.stringify((old as Record<string, unknown>)[p]) !== JSON.stringify((now as Record<string, unknown>)[p]));
      expect.of(ID).that(!lost, { ...detail, message: `PATCH remove changed the readOnly ${name}`, actual: now ?? null, at: read, pointer: `/${name}` });
      if (lost) continue;
      if (response.ok) expect.of(ID, "patch/remove-read-only-ignored").that(false, { ...detail, message: `PATCH remove of the readOnly ${name} is answered with ${response.status} and does nothing` });
      else {
        expect.of(ID).that(response.status < 500, { ...detail, message: `PATCH remove of the readOnly ${name} is answered with ${response.status}` });
        expect.of(ID, "patch/remove-read-only-keyword").at(response, "/scimType").equals("mutability");
      }
    }
  },
});
