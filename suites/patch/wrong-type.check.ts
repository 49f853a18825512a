import { check, capability } from "../../src/engine/api.ts";
import type { Fixture } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import { at, equal } from "../../src/scim/value.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, same, send, series } from "./support.ts";
import { aText, complex, plural } from "./targets.ts";

export default check({
  id: "patch/wrong-type",
  title: "A value of the wrong JSON type is refused with 400",
  failureTitle: "A value of the wrong JSON type is stored, or badly refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error", "7644-3.5.2.3-replace-complex-merge", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-wrong-type-stored", "patch-complex-replaced-by-scalar-accepted", "patch-wrong-type-500", "patch-wrong-type-ignored"],
  mutates: "own-resources",
  remedy: "Check the JSON type of every value against the schema; refuse a wrong one with 400 and scimType invalidValue.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const [whole, list] = [complex(target, type), plural(target, type)];
    const make = (): Promise<Fixture> => given.resource(type, { [name]: `old ${given.unique()}`, ...(whole ? { [whole.name]: { ...whole.others, [whole.sub]: "old" } } : {}), ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const flag = target.attributes(type).find((a) => a.type === "boolean" && !a.extension && !a.multiValued && target.maySend(type, a.name) && target.mayChange(type, a.name));
    const wrong: (readonly [path: string, value: Json, kind: string])[] = [[name, { not: "a text" }, "string"], [name, ["one", "two"], "string"]];
    if (whole) wrong.push([whole.name, "not an object", "object"], [`${whole.name}.${whole.sub}`, { not: "a text" }, "string"]);
    if (list) wrong.push([list.name, ["not an object"], "array"]);
    if (flag) wrong.push([flag.name, { not: "a boolean" }, "boolean"]);
    const steps = await series(context, make, wrong.map(([path, value]) => patchOp([{ op: "replace", path, value }])));
    for (const [i, step] of steps.entries()) {
      const [path = "", value = null, right = ""] = wrong[i] ?? [];
      const pointer = `/${path.replace(".", "/")}`;
      const what = `${JSON.stringify(value)} for ${path}`;
      const stored = at(step.now, pointer);
      const broken = kind(stored) !== "nothing" && (kind(stored) !== right || equal(stored, value));
      expect.of("7644-3.5.2-op-compatible-with-schema").that(!broken || same(context, step), { message: `${what} was stored`, expected: "a refusal", actual: stored ?? null, at: step.after, pointer });
      if (broken && !same(context, step)) return;
      // Whatever a server makes of the value, losing the old one is no coercion.
      const lost = kind(stored) === "nothing" && kind(at(step.before, pointer)) !== "nothing";
      refused(context, step, { requirement: "7644-3.5.2-incompatible-op-error", what, ignored: "patch/value-coerced", ...(lost ? {} : { changed: "patch/value-coerced" }), keywords: ["invalidValue", "invalidSyntax", "invalidPath", "noTarget"] });
    }
    if (!whole || !steps[0]) return;
    // An empty string may be read as clearing; it must not be stored.
    const blank = await send(context, steps[0].made, [{ op: "replace", path: whole.name, value: "" }]);
    const left = at(blank.now, `/${whole.name}`);
    expect.of("7644-3.5.2.3-replace-complex-merge").that(blank.response.status < 500 && ["object", "nothing"].includes(kind(left)), { message: `after PATCH replace with an empty string (${blank.response.status}) ${whole.name} reads ${JSON.stringify(left) ?? "nothing"}`, expected: "an object, or no value", actual: left ?? null, at: blank.after, pointer: `/${whole.name}` });
  },
});

const kind = (v: Json | undefined): string => (Array.isArray(v) ? "array" : v === null || v === undefined ? "nothing" : typeof v);
