import { check, capability } from "../../src/engine/api.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { PATCH_OP } from "../../src/scim/urn.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { series } from "./support.ts";
import { aText } from "./targets.ts";

const SCHEMAS = "7644-3.5.2-patch-body-schemas";
const OPERATIONS = "7644-3.5.2-patch-operations-array";

/** What is wrong, the requirement, and the body; `operation` is a valid one. */
const MALFORMED: readonly (readonly [what: string, requirement: string, body: (operation: JsonObject) => Json])[] = [
  ["a message without schemas", SCHEMAS, (operation) => ({ Operations: [operation] })],
  ["a message whose schemas are null", SCHEMAS, (operation) => ({ schemas: null, Operations: [operation] })],
  ["a message with the schemas of another", SCHEMAS, (operation) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], Operations: [operation] })],
  ["a message without Operations", OPERATIONS, () => ({ schemas: [PATCH_OP] })],
  ["an empty array of Operations", OPERATIONS, () => ({ schemas: [PATCH_OP], Operations: [] })],
  ["Operations that are null", OPERATIONS, () => ({ schemas: [PATCH_OP], Operations: null })],
  ["Operations that are one object", OPERATIONS, (operation) => ({ schemas: [PATCH_OP], Operations: operation })],
  ["an operation that is a string", OPERATIONS, () => ({ schemas: [PATCH_OP], Operations: ["replace"] })],
  ["a JSON Patch array", OPERATIONS, (operation) => [operation]],
];

export default check({
  id: "patch/message",
  title: "A malformed PatchOp message is refused with 400 and changes nothing",
  failureTitle: "A malformed PatchOp message is accepted, or badly refused",
  for: "any-resource-type",
  verifies: [SCHEMAS, OPERATIONS, ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-malformed-body-500", "patch-empty-operations-accepted", "patch-schemas-unchecked", "patch-single-operation-object", "patch-error-without-body"],
  mutates: "own-resources",
  remedy: "Check that the body is an object with the PatchOp URN in schemas and an array of at least one operation in Operations; refuse anything else with 400 invalidSyntax.",
  async run(context) {
    const { given, type } = context;
    const name = aText(context);
    const bodies = MALFORMED.map(([, , body]) => body({ op: "replace", path: name, value: `new ${given.unique()}` }));
    const steps = await series(context, () => given.resource(type, { [name]: `old ${given.unique()}` }), bodies);
    for (const [i, step] of steps.entries()) {
      const [what = "", requirement = OPERATIONS] = MALFORMED[i] ?? [];
      // The MUSTs bind the request: a server may be lenient (P25).
      refused(context, step, { requirement, what, ignored: "patch/malformed-accepted", changed: "patch/malformed-accepted", keywords: ["invalidSyntax", "invalidValue"] });
    }
  },
});
