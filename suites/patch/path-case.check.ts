import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText, complex } from "./targets.ts";

export default check({
  id: "patch/path-case",
  title: "Names in a path are compared without regard to case",
  failureTitle: "Names in a path in another case are refused, ignored, or stored as another attribute",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-notation"],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-path-case-refused", "patch-path-case-stored"],
  mutates: "own-resources",
  remedy: "Resolve attribute and sub-attribute names of a path without regard to case.",
  async run(context) {
    const { given, target, type } = context;
    const name = aText(context);
    const whole = complex(target, type);
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(whole ? { [whole.name]: { ...whole.others, [whole.sub]: "old" } } : {}) });
    const places = [{ path: name.toUpperCase(), pointer: `/${name}`, derived: [] as readonly string[] }];
    if (whole) places.push({ path: `${whole.name.toUpperCase()}.${whole.sub.toLowerCase()}`, pointer: `/${whole.name}/${whole.sub}`, derived: whole.derived });
    for (const { path, pointer, derived } of places) {
      const value = `new ${given.unique()}`;
      const step = await send(context, made, [{ op: "replace", path, value }]);
      if (!succeeded(context, "7644-3.5.2-path-notation", step, `the path ${path}`)) continue;
      reads(context, "7644-3.5.2-path-notation", step, pointer, (v) => v === value, `the path ${path} is accepted, but the value reads differently`, value);
      untouched(context, "7644-3.5.2-path-notation", step, [pointer, ...derived], `PATCH of ${path}`);
    }
  },
});
