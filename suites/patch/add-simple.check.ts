import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/add-simple",
  title: "add gives a single-valued attribute a value, or replaces the one it has",
  failureTitle: "add does not give a single-valued attribute the value",
  for: "each-resource-type",
  verifies: ["7644-3.5.2.1-add-purpose", "7644-3.5.2.1-add-creates-missing", "7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-single-replaces"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-add-missing-refused", "patch-add-existing-refused", "patch-add-existing-kept"],
  mutates: "own-resources",
  remedy: "Let add set a single-valued attribute, whether or not it has a value already.",
  async run(context) {
    const { given, type } = context;
    const name = aText(context);
    const made = await given.resource(type);
    const steps = made.body[name] === undefined ? [["7644-3.5.2.1-add-creates-missing", "7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-purpose"], ["7644-3.5.2.1-add-single-replaces", "7644-3.5.2.1-add-purpose"]] : [["7644-3.5.2.1-add-single-replaces", "7644-3.5.2.1-add-purpose"]];
    for (const ids of steps) {
      const value = `added ${given.unique()}`;
      const what = `add of ${name}, which has ${ids.includes("7644-3.5.2.1-add-single-replaces") ? "a" : "no"} value,`;
      const step = await send(context, made, [{ op: "add", path: name, value }], { until: (b) => b[name] === value });
      for (const id of ids) {
        if (!succeeded(context, id, step, what)) continue;
        reads(context, id, step, `/${name}`, (v) => v === value, `${what} is answered with success, but reads differently`, value);
        untouched(context, id, step, [`/${name}`], what);
      }
    }
  },
});
