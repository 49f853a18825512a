/** Ways to write the name of an attribute in a path that all mean the same. */
import type { CheckContext } from "../../src/model/check.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText, complex } from "./targets.ts";

const NOTATION = "7644-3.5.2-path-notation";

/** Replaces a text attribute and, where the type has one, a sub-attribute, by paths that `spell` writes, and judges each. */
export async function acceptsSpelling(context: CheckContext, spell: (attribute: string, sub: string | null) => string): Promise<void> {
  const { given, target, type } = context;
  const name = aText(context);
  const whole = complex(target, type);
  const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(whole ? { [whole.name]: { ...whole.others, [whole.sub]: "old" } } : {}) });
  const places = [{ path: spell(name, null), pointer: `/${name}`, derived: [] as readonly string[] }];
  if (whole) places.push({ path: spell(whole.name, whole.sub), pointer: `/${whole.name}/${whole.sub}`, derived: whole.derived });
  for (const { path, pointer, derived } of places) {
    const value = `new ${given.unique()}`;
    const step = await send(context, made, [{ op: "replace", path, value }]);
    if (!succeeded(context, NOTATION, step, `the path ${path}`)) continue;
    reads(context, NOTATION, step, pointer, (v) => v === value, `the path ${path} is accepted, but the value reads differently`, value);
    untouched(context, NOTATION, step, [pointer, ...derived], `PATCH of ${path}`);
  }
}
