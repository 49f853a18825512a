import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { BULK_REQUEST, ERROR, PATCH_OP, sameUrn } from "../../src/scim/urn.ts";
import { sharedJob } from "./job.ts";
import { goneResource } from "./support.ts";

export default check({
  id: "bulk/request-form",
  title: "A malformed bulk request is refused as a whole with 400",
  failureTitle: "A malformed bulk request is not refused as a whole",
  verifies: ["7644-3.7-bulk-request-schema", "7644-3.7-operations-required", "7644-3.7-bulk-error-status"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-request-schema-ignored", "bulk-operations-missing-accepted", "bulk-malformed-answered-200"],
  mutates: "own-resources",
  remedy: "Refuse a body that is no JSON, does not name the BulkRequest message in schemas, or has no Operations, with 400 and a SCIM Error.",
  async run(context) {
    const { scim, expect } = context;
    await sharedJob(context);
    // Harmless wherever it should be processed: the resource does not exist.
    const Operations = [{ method: "DELETE", path: (await goneResource(context)).path }];
    const send = (body: Json) => scim.request({ method: "POST", path: "/Bulk", operation: "bulk", body });
    const cases: readonly (readonly [string, Json])[] = [["without schemas", { Operations }], ["with the schema of a PatchOp", { schemas: [PATCH_OP], Operations }]];
    for (const [what, body] of cases) {
      const response = await send(body);
      const code = response.ok ? "bulk/request-schema-ignored" : undefined;
      expect.of("7644-3.7-bulk-request-schema", code).that(response.status >= 400 && response.status < 500, { message: `a bulk request ${what} is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    }
    const without = await send({ schemas: [BULK_REQUEST] });
    expect.of("7644-3.7-operations-required").status(without, "client-error");
    const empty = await send({ schemas: [BULK_REQUEST], Operations: [] });
    expect.of("7644-3.7-operations-required").that(empty.status === 200 || (empty.status >= 400 && empty.status < 500), { message: `a bulk request with no operation in Operations is answered with ${empty.status}`, expected: "200 or 400", actual: empty.status, at: empty, pointer: "status" });
    const broken = await send(`{"schemas": ["${BULK_REQUEST}"], "Operations": [`);
    if (!expect.of("7644-3.7-bulk-error-status").status(broken, "client-error")) return;
    const schemas = broken.object?.["schemas"];
    expect.of("7644-3.7-bulk-error-status").that(Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, ERROR)), { message: "a bulk request that is no JSON is refused without a SCIM Error message", expected: ERROR, actual: schemas ?? null, at: broken, pointer: "/schemas" });
  },
});
