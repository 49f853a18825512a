import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText, complex } from "./targets.ts";

export default check({
  id: "patch/path-core-urn",
  title: "A path may name the attribute with the URN of the base schema in front",
  failureTitle: "A path with the URN of the base schema in front is refused or ignored",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-notation"],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-path-with-core-urn-ignored", "patch-path-with-core-urn-refused"],
  mutates: "own-resources",
  remedy: "Accept the schema URN and a colon in front of an attribute name, also for the base schema (RFC 7644 section 3.10).",
  async run(context) {
    const { given, target, type } = context;
    const name = aText(context);
    const whole = complex(target, type);
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(whole ? { [whole.name]: { ...whole.others, [whole.sub]: "old" } } : {}) });
    const places = [{ path: `${type.schema}:${name}`, pointer: `/${name}`, derived: [] as readonly string[] }];
    if (whole) places.push({ path: `${type.schema}:${whole.name}.${whole.sub}`, pointer: `/${whole.name}/${whole.sub}`, derived: whole.derived });
    for (const { path, pointer, derived } of places) {
      const value = `new ${given.unique()}`;
      const step = await send(context, made, [{ op: "replace", path, value }]);
      if (!succeeded(context, "7644-3.5.2-path-notation", step, `the path ${path}`)) continue;
      reads(context, "7644-3.5.2-path-notation", step, pointer, (v) => v === value, `the path ${path} is accepted, but the value reads differently`, value);
      untouched(context, "7644-3.5.2-path-notation", step, [pointer, ...derived], `PATCH of ${path}`);
    }
  },
});
