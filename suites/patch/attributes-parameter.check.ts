import { check, capability } from "../../src/engine/api.ts";
import { answer } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/attributes-parameter",
  title: "PATCH with the parameter attributes is answered with 200 and those attributes",
  failureTitle: "PATCH with the parameter attributes is not answered with 200 and those attributes",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-200-if-attributes"],
  needs: [capability("patch")],
  after: ["patch/response"],
  detects: ["patch-attributes-param-ignored", "patch-attributes-whole-resource"],
  mutates: "own-resources",
  remedy: "When a PATCH comes with attributes, answer with 200 and the resource narrowed to them.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const made = await given.filled(type);
    const response = await answer(context, made, [{ op: "replace", path: name, value: `changed ${given.unique()}` }], { query: { attributes: name } });
    expect.of("7644-3.5.2-200-if-attributes").that(response.status === 200 && response.object?.[name] !== undefined, { message: `PATCH with attributes=${name} is answered with ${response.status}${response.object ? ` and no ${name}` : " and no resource"}`, expected: 200, actual: response.status, at: response, pointer: "status" });
    if (response.status !== 200 || !response.object) return;
    if (target.supports("projection") === false) return;
    // Neither the parameter nor `returned` asks for these.
    const asked = new Set(["schemas", "id", "meta", name.toLowerCase()]);
    const spare = Object.keys(response.object).filter((key) => !asked.has(key.toLowerCase()) && !key.startsWith("urn:") && target.attribute(type, key)?.returned === "default");
    expect.of("7644-3.5.2-200-if-attributes", "patch/attributes-not-applied").that(spare.length === 0, { message: `PATCH with attributes=${name} also returns ${spare.join(", ")}`, expected: [name], actual: spare, at: response, pointer: `/${spare[0] ?? ""}` });
  },
});
