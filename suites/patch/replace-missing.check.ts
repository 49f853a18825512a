import { capability, check } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { covers, isUnassigned, member } from "../../src/scim/value.ts";
import { apply, COMPOSED, holding, nothingElse, type Held } from "./change-support.ts";
import { findComplex, findPlural, simple } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-missing-is-add";

interface Case {
  readonly path: string;
  readonly value: Json;
  readonly top: string;
  readonly shown: Json;
}

/** One for each kind of target that the type has. */
function cases(context: CheckContext): readonly Case[] {
  const { given } = context;
  const text = `new ${given.unique()}`;
  const name = simple(context);
  const found: Case[] = [{ path: name, value: text, top: name, shown: text }];
  const [complex, plural] = [findComplex(context), findPlural(context)];
  if (typeof complex !== "string") found.push({ path: `${complex.name}.${complex.field}`, value: text, top: complex.name, shown: { [complex.field]: text } });
  if (typeof plural !== "string") {
    const value = [plural.element(plural.types[0], given.unique())];
    found.push({ path: plural.name, value, top: plural.name, shown: value });
  }
  return found;
}

export default check({
  id: "patch/replace-missing",
  title: "PATCH replace of what has no value yet adds it",
  failureTitle: "PATCH replace of what has no value yet is refused or does nothing",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-missing-no-target", "patch-replace-missing-ignored"],
  mutates: "own-resources",
  remedy: "Treat replace on an attribute without a value as add.",
  async run(context) {
    const { expect, scim } = context;
    const held: Held = await holding(context, {});
    for (const { path, value, top, shown } of cases(context)) {
      const now = (await scim.get(held.fixture)).object ?? held.before;
      // The server, or the config's template, may have given it a value.
      const old = member(now, top);
      const dotted = path.split(".")[1];
      if (!isUnassigned(dotted !== undefined && isObject(old) ? member(old, dotted) : old)) continue;
      const done = await apply(context, { ...held, before: now }, [{ op: "replace", path, value }], { id: ID, what: `PATCH replace of ${path}, which has no value,`, shows: (r) => covers(member(r, top), shown) });
      if (!done) continue;
      expect.of(ID).that(covers(member(done.after, top), shown), { message: `PATCH replace of ${path}, which had no value, did not add it`, expected: shown, actual: member(done.after, top) ?? null, at: done.read, pointer: `/${top}` });
      nothingElse(context, ID, held.fixture, done, [`/${top}`, ...COMPOSED]);
    }
  },
});
