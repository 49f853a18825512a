import { capability, check } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import { type Json } from "../../src/model/json.ts";
import { at, covers, isUnassigned } from "../../src/scim/value.ts";
import { apply, current, holding, reads, untouched } from "./support.ts";
import { complex, extension, optionalText, plural } from "./targets.ts";
import { listed } from "./values.ts";

const ID = "7644-3.5.2.3-replace-missing-is-add";

interface Case {
  readonly path: string;
  readonly value: Json;
  /** Where the value is to be seen, and as what. */
  readonly pointer: string;
  /** What it may change: JSON pointers. */
  readonly addressed: readonly string[];
  /** URN of the extension that the value is the first of. */
  readonly urn?: string;
}

/** One for each kind of target that the type has. */
function cases(context: CheckContext): readonly Case[] {
  const { given, target, type } = context;
  const value = `new ${given.unique()}`;
  const name = optionalText(context);
  const [whole, list, beyond] = [complex(target, type), plural(target, type), extension(target, type)];
  const found: Case[] = [{ path: name, value, pointer: `/${name}`, addressed: [`/${name}`] }];
  if (whole) found.push({ path: `${whole.name}.${whole.sub}`, value, pointer: `/${whole.name}/${whole.sub}`, addressed: [`/${whole.name}`, ...whole.derived] });
  if (list) found.push({ path: list.name, value: [list.element(given.unique(), list.types[0])], pointer: `/${list.name}`, addressed: [`/${list.name}`] });
  if (beyond) found.push({ path: beyond.path, value, pointer: beyond.pointer, addressed: [beyond.container], urn: beyond.urn });
  return found;
}

export default check({
  id: "patch/replace-missing",
  title: "PATCH replace of what has no value yet adds it",
  failureTitle: "PATCH replace of what has no value yet is refused or does nothing",
  for: "each-resource-type",
  verifies: [ID, "7643-3.3-container-uri-listed"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-missing-no-target", "patch-replace-missing-ignored", "patch-first-extension-value-500", "patch-extension-urn-not-listed"],
  mutates: "own-resources",
  remedy: "Treat replace on an attribute without a value as add; make the container of an extension for its first value, and add its URN to schemas.",
  async run(context) {
    const { expect } = context;
    const wanted = cases(context);
    const held = await holding(context, {});
    for (const { path, value, pointer, addressed, urn } of wanted) {
      // The server, or the config's template, may have given it a value.
      const now = await current(context, held);
      if (!isUnassigned(at(now, pointer)) || (urn !== undefined && !isUnassigned(now[urn]))) continue;
      const done = await apply(context, held, [{ op: "replace", path, value }], { id: ID, what: `PATCH replace of ${path}, which has no value,`, shows: (r) => covers(at(r, pointer), value) });
      if (!done) continue;
      const there = reads(context, ID, done, pointer, (v) => covers(v, value), `PATCH replace of ${path}, which had no value, did not add it`, value);
      untouched(context, ID, done, addressed);
      if (urn !== undefined && there) expect.of("7643-3.3-container-uri-listed").that(listed(done.now, urn), { message: `schemas does not list ${urn}, of which the resource has a value`, expected: urn, actual: done.now["schemas"] ?? null, at: done.after, pointer: "/schemas" });
    }
  },
});
