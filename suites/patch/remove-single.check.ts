import { capability, check } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { apply, holding, untouched } from "./support.ts";
import { optionalText } from "./targets.ts";

const ID = "7644-3.5.2.2-remove-single";

export default check({
  id: "patch/remove-single",
  title: "PATCH remove of a single value takes it away, and nothing else",
  failureTitle: "PATCH remove of a single value leaves it, or changes something else",
  for: "each-resource-type",
  verifies: [ID, "7644-3.5.2.2-remove-purpose"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-single-ignored", "patch-remove-single-refused", "patch-remove-leaves-empty-string", "patch-remove-clears-locale-too"],
  mutates: "own-resources",
  remedy: "Let PATCH remove unassign the attribute at the path: GET shows it no more, and all others as before.",
  async run(context) {
    const { expect, given } = context;
    const name = optionalText(context);
    const old = `old ${given.unique()}`;
    const held = await holding(context, { ...optional(context, ["locale"]), [name]: old });
    const done = await apply(context, held, [{ op: "remove", path: name }], { id: ID, what: `PATCH remove of ${name}`, shows: (r) => isUnassigned(member(r, name)) });
    if (!done) return;
    const left = member(done.now, name);
    const detail = { message: `${name} was removed by PATCH and still reads ${JSON.stringify(left) ?? "nothing"}`, expected: "no value", actual: left ?? null, at: done.after, pointer: `/${name}` };
    // A default that the server sets instead is not the value that was removed.
    expect.of("7644-3.5.2.2-remove-purpose").that(left !== old, detail);
    if (left === "") expect.of(ID, "patch/removed-shown-empty").that(false, detail);
    else expect.of(ID).that(left !== old, detail);
    untouched(context, "7644-3.5.2.2-remove-purpose", done, [`/${name}`]);
  },
});

/** Values for those of the names that the type has, so that a server that loses them is seen. */
function optional({ target, type }: CheckContext, names: readonly string[]): Record<string, string> {
  const known = names.filter((n) => target.attribute(type, n)?.type === "string" && target.mayChange(type, n) && target.maySend(type, n));
  return Object.fromEntries(known.map((n) => [n, "en-US"]));
}
