import { check, capability } from "../../src/engine/api.ts";
import { PATCH_OP } from "../../src/scim/urn.ts";
import { reads, same, send, sendBody, type Step, untouched } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/op-case",
  title: "Add, Remove and Replace in other case, and operations in lower case, are understood or refused",
  failureTitle: "op or Operations in other case is answered with success and ignored, or makes the server fail",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-patch-op-values"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-op-case-ignored", "patch-operations-case-ignored", "patch-malformed-body-500"],
  mutates: "own-resources",
  remedy: "Compare op and the names of message members without regard to case, as well-known clients send them; or refuse with 400. Never answer success without an effect.",
  async run(context) {
    const { given, expect, type } = context;
    const name = aText(context);
    const made = await given.resource(type, { [name]: `old ${given.unique()}` });
    const judge = (step: Step, what: string, value: string): void => {
      const { response } = step;
      const of = expect.of("7644-3.5.2-patch-op-values", "patch/case-variant-fails");
      of.that(response.status < 500, { message: `${what} is answered with ${response.status}`, expected: "success or 400", actual: response.status, at: response, pointer: "status" });
      expect.of("7644-3.5.2-patch-op-values").observe(`${what} is ${response.ok ? "understood" : `refused with ${response.status}`}`, { at: response });
      if (response.ok) reads(context, "7644-3.5.2-patch-op-values", step, `/${name}`, (v) => v === value, `${what} is answered with ${response.status}, but has no effect`, value, "patch/case-variant-ignored");
      else if (!same(context, step)) untouched(context, "7644-3.5.2-patch-op-values", step, [], `${what}, refused,`, "patch/case-variant-fails");
    };
    for (const op of ["Replace", "ADD"]) {
      const value = `new ${given.unique()}`;
      judge(await send(context, made, [{ op, path: name, value }], { until: (b) => b[name] === value }), `the op ${op}`, value);
    }
    const value = `new ${given.unique()}`;
    const step = await sendBody(context, made, { schemas: [PATCH_OP], operations: [{ op: "replace", path: name, value }] }, { until: (b) => b[name] === value });
    judge(step, "a message with operations in lower case", value);
  },
});
