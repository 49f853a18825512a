import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { sharedJob } from "./job.ts";
import { demandBulk, idOf, memberIds, memberOf, pathOf, refused, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/reference-unresolved",
  title: "An operation that refers to a bulkId of no or of a failed operation fails",
  failureTitle: "An operation that refers to a bulkId of no or of a failed operation does not fail",
  for: "Group",
  verifies: ["7644-3.7.2-bulkid-replaced"],
  needs: [capability("bulk"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["bulk/reference-backward"],
  detects: ["bulk-unknown-reference-stored", "bulk-unknown-reference-dropped", "bulk-unknown-reference-500"],
  mutates: "own-resources",
  remedy: "Refuse the operation with a client error if a reference cannot be resolved; never store the literal.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    await sharedJob(context);
    const users = target.type("User") ?? type;
    const group = (bulkId: string): JsonObject => ({ method: "POST", path: type.endpoint, bulkId: given.unique(), data: given.body(type, { members: [memberOf(target, type, `bulkId:${bulkId}`, "User")] }) });
    const failing = `Failing-${given.unique()}`;
    const jobs = [
      { what: "a bulkId that no operation has", operations: [group(`Nobody-${given.unique()}`)] },
      { what: "the bulkId of a failed operation", operations: [{ method: "POST", path: users.endpoint, bulkId: failing, data: { schemas: [users.schema] } }, group(failing)] },
    ];
    for (const { what, operations } of jobs) {
      const response = await scim.bulk(operations);
      // Refusing the whole request is fine here (P90).
      if (response.status >= 400 && response.status < 500) {
        expect.of("7644-3.7.2-bulkid-replaced").status(response, "client-error");
        continue;
      }
      demandBulk(context, response);
      const result = resultOf(response, operations, operations.length - 1);
      const at = { expected: "a client error", actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" };
      if (!succeeded(result)) {
        expect.of("7644-3.7.2-bulkid-replaced").that(refused(result), { message: `an operation that refers to ${what} ${result ? `has the status ${result.status ?? "(none)"}` : "has no result"}`, ...at });
        continue;
      }
      // A server may have created the first resource although required attributes are missing.
      if (operations.length > 1 && succeeded(resultOf(response, operations, 0))) continue;
      const id = idOf(result);
      const read = id === null ? null : await scim.get(target.baseUrl + pathOf(type, id));
      const literal = memberIds(read?.object).find((m) => m.includes("bulkId:"));
      expect.of("7644-3.7.2-bulkid-replaced").that(literal === undefined, { message: `an operation that refers to ${what} succeeds, and the group has the member ${literal ?? ""}`, expected: "a client error", actual: literal ?? null, at: read ?? response, pointer: "/members" });
      if (literal === undefined) expect.of("7644-3.7.2-bulkid-replaced", "bulk/unresolved-reference-dropped").that(false, { message: `an operation that refers to ${what} succeeds, and the reference is silently left out`, ...at });
    }
  },
});
