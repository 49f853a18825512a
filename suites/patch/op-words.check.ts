import { check, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { type Refusal, REFUSAL, refused } from "./refusal.ts";
import { patchOp, series } from "./support.ts";
import { aText } from "./targets.ts";

const KEYWORDS = ["invalidSyntax", "invalidValue"];

export default check({
  id: "patch/op-words",
  title: "An operation without op, or with an unknown one, is refused",
  failureTitle: "An operation without op, or with an unknown one, is accepted or badly refused",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-patch-one-op-member", "7644-3.5.2-patch-op-values", "7644-3.5.2-no-array-index", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-op-missing-is-replace", "patch-op-unknown-is-replace", "patch-json-patch-ops", "patch-op-unknown-500", "patch-keyword-odd"],
  mutates: "own-resources",
  remedy: "Refuse a PATCH whose operations have no op, or another than add, remove and replace, with 400 invalidSyntax.",
  async run(context) {
    const { given, type } = context;
    const name = aText(context);
    const value = `new ${given.unique()}`;
    const unknown = { ignored: "patch/unknown-op-accepted", changed: "patch/unknown-op-accepted" };
    const cases: readonly (readonly [operation: JsonObject, refusal: Refusal])[] = [
      [{ path: name, value }, { requirement: "7644-3.5.2-patch-one-op-member", what: "an operation without op" }],
      ...["foo", ""].map((op) => [{ op, path: name, value }, { requirement: "7644-3.5.2-patch-op-values", what: `the unknown op ${JSON.stringify(op)}`, ...unknown }] as const),
      ...[{ op: "move", from: name, path: "externalId" }, { op: "copy", from: "externalId", path: name }, { op: "test", path: name, value }].map((o) => [o, { requirement: "7644-3.5.2-no-array-index", what: `the JSON Patch operation ${o.op}` }] as const),
    ];
    const steps = await series(context, () => given.resource(type, { [name]: `old ${given.unique()}` }), cases.map(([operation]) => patchOp([operation])));
    for (const [i, [, refusal]] of cases.entries()) {
      const step = steps[i];
      if (step) refused(context, step, { ...refusal, keywords: KEYWORDS });
    }
  },
});
