import { capability, check } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

const ID = "7644-3.5.2.2-remove-single";

export default check({
  id: "patch/remove-complex",
  title: "PATCH remove of a complex attribute takes all its parts away",
  failureTitle: "PATCH remove of a complex attribute leaves parts of it",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-complex-refused", "patch-remove-complex-keeps-parts"],
  mutates: "own-resources",
  remedy: "Unassign the whole complex attribute when the path names it without a sub-attribute.",
  async run(context) {
    const { expect, given } = context;
    const { name, sub, others, derived } = aComplex(context);
    const sent = { ...others, [sub]: `Old ${given.unique()}` };
    const held = await holding(context, { [name]: sent });
    const gone = (r: JsonObject): boolean => isUnassigned(member(r, name));
    const done = await apply(context, held, [{ op: "remove", path: name }], { id: ID, what: `PATCH remove of ${name}`, shows: gone });
    if (!done) return;
    const left = member(done.now, name);
    const detail = { message: `${name} was removed by PATCH and still reads ${JSON.stringify(left) ?? "nothing"}`, expected: "no value", actual: left ?? null, at: done.after, pointer: `/${name}` };
    // Parts that the server composes itself, and null members, are not what was removed.
    const parts = isObject(left) ? Object.keys(sent).filter((k) => !isUnassigned(left[k]) && left[k] !== "") : isUnassigned(left) ? [] : [name];
    expect.of(ID).that(parts.length === 0, detail);
    const hollow = isObject(left) && Object.values(left).every((v) => isUnassigned(v) || v === "");
    if (parts.length === 0) expect.of(ID, "patch/removed-shown-empty").that(!hollow, detail);
    untouched(context, ID, done, [`/${name}`, ...derived]);
  },
});
