import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { equal } from "../../src/scim/value.ts";
import { complex, lacks, plural, refused, REFUSAL, same, send, text, valueAt } from "./support.ts";

export default check({
  id: "patch/wrong-type",
  title: "A value of the wrong JSON type is refused with 400",
  failureTitle: "A value of the wrong JSON type is stored, or badly refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-wrong-type-stored", "patch-complex-replaced-by-scalar-accepted", "patch-wrong-type-500", "patch-wrong-type-ignored"],
  mutates: "own-resources",
  remedy: "Check the JSON type of every value against the schema; refuse a wrong one with 400 and scimType invalidValue.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const [name, whole, list] = [text(target, type), complex(target, type), plural(target, type)];
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(whole ? { [whole.name]: { ...whole.others, [whole.sub]: "old" } } : {}), ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const flag = target.attributes(type).find((a) => a.type === "boolean" && !a.extension && !a.multiValued && target.maySend(type, a.name) && target.mayChange(type, a.name));
    const wrong: (readonly [path: string, value: Json, kind: string])[] = [[name, { not: "a text" }, "string"], [name, ["one", "two"], "string"]];
    if (whole) wrong.push([whole.name, "not an object", "object"], [`${whole.name}.${whole.sub}`, { not: "a text" }, "string"]);
    if (list) wrong.push([list.name, ["not an object"], "array"]);
    if (flag) wrong.push([flag.name, { not: "a boolean" }, "boolean"]);
    for (const [path, value, right] of wrong) {
      const pointer = `/${path.replace(".", "/")}`;
      const step = await send(context, made, [{ op: "replace", path, value }]);
      const what = `${JSON.stringify(value)} for ${path}`;
      const stored = valueAt(step.now, pointer);
      const broken = kind(stored) !== "nothing" && (kind(stored) !== right || equal(stored, value));
      expect.of("7644-3.5.2-op-compatible-with-schema").that(!broken || same(step), { message: `${what} was stored`, expected: "a refusal", actual: stored ?? null, at: step.after, pointer });
      if (broken && !same(step)) return;
      // Whatever a server makes of the value, losing the old one is no coercion.
      const lost = kind(stored) === "nothing" && kind(valueAt(step.before, pointer)) !== "nothing";
      refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what, ignored: "patch/value-coerced", ...(lost ? {} : { changed: "patch/value-coerced" }), keywords: ["invalidValue", "invalidSyntax", "invalidPath", "noTarget"] });
    }
    if (!flag) return;
    // The strict answer is a refusal; products coerce, since a well-known client sends strings (A18).
    const step = await send(context, made, [{ op: "replace", path: flag.name, value: "False" }]);
    expect.of("7644-3.5.2-op-compatible-with-schema").observe(`"False" for ${flag.name} is ${step.response.ok ? "coerced" : `refused with ${step.response.status}`}`, { at: step.response });
    expect.of("7644-3.5.2-op-compatible-with-schema").that(typeof valueAt(step.now, `/${flag.name}`) !== "string" && step.response.status < 500, { message: `"False" for ${flag.name} is stored as a string, or answered with 5xx`, expected: "a refusal, or a boolean", actual: valueAt(step.now, `/${flag.name}`) ?? null, at: step.after, pointer: `/${flag.name}` });
  },
});

const kind = (v: Json | undefined): string => (Array.isArray(v) ? "array" : v === null || v === undefined ? "nothing" : typeof v);
