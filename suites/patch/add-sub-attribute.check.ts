import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

export default check({
  id: "patch/add-sub-attribute",
  title: "add sets a sub-attribute, also where the whole attribute has no value, and keeps the others",
  failureTitle: "add does not set a sub-attribute, or loses the others",
  for: "each-resource-type",
  verifies: ["7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-creates-missing", "7644-3.5.2.1-add-existing-replaced"],
  needs: [capability("patch")],
  after: ["patch/add-simple", "schema/characteristics"],
  detects: ["patch-add-sub-attribute-without-parent-500", "patch-add-sub-attribute-drops-siblings"],
  mutates: "own-resources",
  remedy: "Set the sub-attribute in the object that is there, or make the object; leave the other sub-attributes alone.",
  async run(context) {
    const { given, target, type } = context;
    const whole = aComplex(context);
    const path = `${whole.name}.${whole.sub}`;
    const pointer = `/${whole.name}/${whole.sub}`;
    const full = await given.resource(type, { [whole.name]: whole.others });
    const bare = target.attribute(type, whole.name)?.required ? null : await given.resource(type, {});
    const cases = [[full, "has no value", ["7644-3.5.2.1-add-missing-attribute"]], [full, "has a value", ["7644-3.5.2.1-add-existing-replaced"]], ...(bare && bare.body[whole.name] === undefined ? [[bare, `has no value, like all of ${whole.name}`, ["7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-creates-missing"]] as const] : [])] as const;
    for (const [made, state, ids] of cases) {
      const value = `added ${given.unique()}`;
      const what = `add of ${path}, which ${state},`;
      const step = await send(context, made, [{ op: "add", path, value }]);
      for (const id of ids) {
        if (!succeeded(context, id, step, what)) continue;
        reads(context, id, step, pointer, (v) => v === value, `${what} is answered with success, but reads differently`, value);
        untouched(context, id, step, [pointer, ...whole.derived], what);
      }
    }
  },
});
