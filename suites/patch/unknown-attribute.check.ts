import { check, capability } from "../../src/engine/api.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, series } from "./support.ts";
import { complex } from "./targets.ts";

export default check({
  id: "patch/unknown-attribute",
  title: "A path to an attribute that the schema does not have is refused",
  failureTitle: "A path to an attribute that the schema does not have is accepted or badly refused",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error", "7644-3.12-type-notarget", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic", "schema/characteristics"],
  detects: ["patch-unknown-path-ignored", "patch-unknown-path-stored", "patch-unknown-path-500", "patch-unknown-path-keyword"],
  mutates: "own-resources",
  remedy: "Refuse a path that leads to no attribute of the schemas with 400 and scimType noTarget or invalidPath.",
  async run(context) {
    const { given, target, type, expect } = context;
    const whole = complex(target, type);
    const paths = ["scimspecUnknown", "urn:example:scimspec:unknown:2.0:Nothing:name", "__proto__.polluted", ...(whole ? [`${whole.name}.scimspecUnknown`] : [])];
    const steps = await series(context, () => given.resource(type, whole ? { [whole.name]: whole.others } : {}), paths.map((path) => patchOp([{ op: "add", path, value: "x" }])));
    for (const [i, step] of steps.entries()) {
      const path = paths[i] ?? "";
      const requirement = path.startsWith(whole?.name ?? "(none)") ? "7644-3.5.2-op-compatible-with-schema" : "7644-3.5.2-incompatible-op-error";
      const what = `the unknown path ${path}`;
      refused(context, step, { requirement, what, ignored: "patch/unknown-path-ignored", changed: "patch/unknown-path-ignored", keywords: ["invalidPath", "noTarget", "invalidValue", "invalidSyntax"] });
      const { response } = step;
      const keyword = response.object?.["scimType"];
      if (response.status === 400) expect.of("7644-3.12-type-notarget", "patch/unknown-path-keyword").that(keyword === undefined || keyword === null || keyword === "invalidPath" || keyword === "noTarget", { message: `${what} is refused with scimType ${String(keyword)}`, expected: ["invalidPath", "noTarget"], actual: keyword ?? null, at: response, pointer: "/scimType" });
    }
  },
});
