import { check, capability } from "../../src/engine/api.ts";
import { notOffered } from "../../src/scim/offered.ts";
import { BULK_RESPONSE, sameUrn } from "../../src/scim/urn.ts";
import { sharedJobAsItIs } from "./job.ts";
import { goneResource } from "./support.ts";

export default check({
  id: "bulk/envelope",
  title: "A bulk request is answered with 200 and a BulkResponse, even if operations fail",
  failureTitle: "A bulk request is not answered with 200 and a BulkResponse",
  verifies: ["7644-3.7-bulk-200", "7644-3.7-bulk-response-schema", "7644-3.7-operations-required"],
  needs: [capability("bulk")],
  after: ["create/created"],
  provides: ["bulk"],
  detects: ["bulk-declared-but-missing", "bulk-answers-207", "bulk-all-failed-400", "bulk-response-schema-missing", "bulk-response-results-renamed"],
  mutates: "own-resources",
  remedy: 'Answer every well-formed bulk request with 200 and {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], "Operations": [...]}; failures belong into the results.',
  async run({ scim, given, expect, target, skip }) {
    const { response } = await sharedJobAsItIs({ given, target });
    const reason = target.supports("bulk") === true ? null : notOffered(response, "/Bulk");
    if (reason !== null) skip(reason);
    const allFailed = await scim.bulk([{ method: "DELETE", path: (await goneResource({ given, target })).path }]);
    for (const [answer, what] of [[response, "in which some operations fail"], [allFailed, "in which every operation fails"]] as const) {
      expect.of("7644-3.7-bulk-200").that(answer.status === 200, { message: `a bulk request ${what} is answered with ${answer.status}`, expected: 200, actual: answer.status, at: answer, pointer: "status" });
      if (!answer.ok) continue;
      const schemas = answer.object?.["schemas"];
      const named = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, BULK_RESPONSE));
      expect.of("7644-3.7-bulk-response-schema").that(named, { message: "the answer does not name the BulkResponse message in schemas", expected: BULK_RESPONSE, actual: schemas ?? null, at: answer, pointer: "/schemas" });
      expect.of("7644-3.7-operations-required").at(answer, "/Operations").isArray();
    }
  },
});
