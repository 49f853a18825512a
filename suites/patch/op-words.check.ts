import { check, capability } from "../../src/engine/api.ts";
import { lacks, refused, REFUSAL, send, text } from "./support.ts";

const KEYWORDS = ["invalidSyntax", "invalidValue"];

export default check({
  id: "patch/op-words",
  title: "An operation without op, or with an unknown one, is refused",
  failureTitle: "An operation without op, or with an unknown one, is accepted or badly refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-patch-one-op-member", "7644-3.5.2-patch-op-values", "7644-3.5.2-no-array-index", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-op-missing-is-replace", "patch-op-unknown-is-replace", "patch-json-patch-ops", "patch-op-unknown-500", "patch-keyword-odd"],
  mutates: "own-resources",
  remedy: "Refuse a PATCH whose operations have no op, or another than add, remove and replace, with 400 invalidSyntax.",
  async run(context) {
    const { given, target, type, skip } = context;
    const name = text(target, type);
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const made = await given.resource(type, { [name]: `old ${given.unique()}` });
    const value = (): string => `new ${given.unique()}`;
    const none = await send(context, made, [{ path: name, value: value() }]);
    refused(context, none, { requirement: "7644-3.5.2-patch-one-op-member", what: "an operation without op", keywords: KEYWORDS });
    for (const op of ["foo", ""]) {
      const step = await send(context, made, [{ op, path: name, value: value() }]);
      refused(context, step, { requirement: "7644-3.5.2-patch-op-values", what: `the unknown op ${JSON.stringify(op)}`, ignored: "patch/unknown-op-accepted", changed: "patch/unknown-op-accepted", keywords: KEYWORDS });
    }
    for (const operation of [{ op: "move", from: name, path: "externalId" }, { op: "copy", from: "externalId", path: name }, { op: "test", path: name, value: value() }]) {
      const step = await send(context, made, [operation]);
      refused(context, step, { requirement: "7644-3.5.2-no-array-index", what: `the JSON Patch operation ${operation.op}`, keywords: KEYWORDS });
    }
  },
});
