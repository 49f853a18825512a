import { capability, check } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { holding, send, untouched } from "./support.ts";

const ID = "7644-3.5.2.2-remove-required-or-readonly";

export default check({
  id: "patch/remove-required",
  title: "PATCH remove of a required attribute is refused with scimType mutability",
  failureTitle: "PATCH remove of a required attribute succeeds, or is refused without scimType mutability",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-required-accepted", "patch-remove-required-ignored", "patch-remove-required-keyword"],
  mutates: "own-resources",
  remedy: "Refuse a removal that leaves a required attribute without a value with 400 and scimType mutability.",
  async run(context) {
    const { expect, target, type, skip } = context;
    const found = target.attributes(type).find((a) => a.required && !a.extension && a.schema !== "" && a.mutability === "readWrite" && a.returned !== "never" && target.maySend(type, a.name) && !a.multiValued);
    if (!found) return skip(`the schema of ${type.name} has no required attribute that clients may change (/Schemas)`);
    const held = await holding(context, {});
    const step = await send(context, held, [{ op: "remove", path: found.name }]);
    const { response, before, after } = step;
    const left = member(step.now, found.name);
    const detail = { expected: "a refusal with scimType mutability", actual: response.object?.["scimType"] ?? response.status, at: response, pointer: "status" };
    const gone = left !== member(before, found.name);
    expect.of(ID).that(!gone, { ...detail, message: `PATCH remove took the required ${found.name} away`, actual: left ?? null, at: after, pointer: `/${found.name}` });
    if (gone) return;
    if (response.ok) expect.of(ID, "patch/remove-required-ignored").that(false, { ...detail, message: `PATCH remove of the required ${found.name} is answered with ${response.status} and does nothing` });
    else {
      expect.of(ID).that(response.status < 500, { ...detail, message: `PATCH remove of the required ${found.name} is answered with ${response.status}` });
      expect.of(ID, "patch/remove-required-keyword").at(response, "/scimType").equals("mutability");
    }
    untouched(context, ID, step, [], "a refused PATCH remove");
  },
});
