import { check, capability } from "../../src/engine/api.ts";
import { complex, refused, REFUSAL, send } from "./support.ts";

export default check({
  id: "patch/unknown-attribute",
  title: "A path to an attribute that the schema does not have is refused",
  failureTitle: "A path to an attribute that the schema does not have is accepted or badly refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error", "7644-3.12-type-notarget", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-unknown-path-ignored", "patch-unknown-path-stored", "patch-unknown-path-500", "patch-unknown-path-keyword"],
  mutates: "own-resources",
  remedy: "Refuse a path that leads to no attribute of the schemas with 400 and scimType noTarget or invalidPath.",
  async run(context) {
    const { given, target, type, expect } = context;
    const whole = complex(target, type);
    const made = await given.resource(type, whole ? { [whole.name]: whole.others } : {});
    const paths = ["scimspecUnknown", "urn:example:scimspec:unknown:2.0:Nothing:name", "__proto__.polluted"];
    if (whole) paths.push(`${whole.name}.scimspecUnknown`);
    for (const path of paths) {
      const step = await send(context, made, [{ op: "add", path, value: "x" }]);
      const requirement = path.startsWith(whole?.name ?? "(none)") ? "7644-3.5.2-op-compatible-with-schema" : "7644-3.5.2-incompatible-op-error";
      const what = `the unknown path ${path}`;
      refused(context, step, { requirement, what, ignored: "patch/unknown-path-ignored", changed: "patch/unknown-path-ignored", keywords: ["invalidPath", "noTarget", "invalidValue", "invalidSyntax"] });
      const { response } = step;
      const keyword = response.object?.["scimType"];
      if (response.status === 400) expect.of("7644-3.12-type-notarget", "patch/unknown-path-keyword").that(keyword === undefined || keyword === null || keyword === "invalidPath" || keyword === "noTarget", { message: `${what} is refused with scimType ${String(keyword)}`, expected: ["invalidPath", "noTarget"], actual: keyword ?? null, at: response, pointer: "/scimType" });
    }
  },
});
