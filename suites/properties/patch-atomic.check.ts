import { integer, record } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { freeAttributes } from "../../src/generate/attributes.ts";
import { failingOperations, type Failing } from "../../src/generate/patch-failing.ts";
import { patches } from "../../src/generate/patch.ts";
import { valuesByPath } from "../../src/generate/values.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { inWords, type Intent } from "../../src/scim/patch/model.ts";
import { changedUnasked, created, planned, posted, read, stateOf } from "./patched.ts";

export default check({
  id: "properties/patch-atomic",
  title: "A PATCH with an operation that fails, wherever it stands, changes nothing",
  failureTitle: "Some operations of a PATCH stay although a later one fails",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-atomic", "7644-3.5.2-restore-on-error", "7644-3.5.2-patch-op-values", "7644-3.5.2-path-grammar", "7644-3.5.2.2-no-path-notarget"],
  needs: [capability("patch")],
  after: ["patch/atomic"],
  generates: true,
  detects: ["seeded-patch-not-atomic"],
  mutates: "own-resources",
  remedy: "Apply the operations to a copy, and store it only when all of them have succeeded.",
  async run(context) {
    const { scim, target, type, forAll, skip, discard } = context;
    const { attributes } = freeAttributes(target, type);
    if (attributes.length === 0) return skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
    const cases = record({ values: valuesByPath(attributes), requests: patches(attributes, 1), failing: failingOperations(attributes), at: integer({ min: 0, max: 7 }) });
    const show = (c: { readonly values: JsonObject; readonly requests: readonly (readonly Intent[])[]; readonly failing: Failing; readonly at: number }) => ({ values: c.values, operations: (c.requests[0] ?? []).map(inWords), failing: JSON.stringify(c.failing.operation), at: c.at });
    await forAll({ name: "failing-changes-nothing", weight: 0.4, show }, cases, async ({ values, requests, failing: bad, at }, expect) => {
      const { url, resource } = await created(context, attributes, values);
      const { operations } = planned(stateOf(resource, attributes), attributes, requests[0] ?? []);
      if (operations.length === 0) return discard("no operation could be applied to the generated values");
      const place = Math.min(at, operations.length);
      const response = await scim.patch(url, [...operations.slice(0, place), bad.operation, ...operations.slice(place)]);
      const where = `operation ${place + 1} of ${operations.length + 1}: ${bad.fault}`;
      if (bad.refusedBy !== null) expect.of(bad.refusedBy).that(!response.ok, { message: `a PATCH is answered with ${response.status} in spite of ${where}`, expected: 400, actual: response.status, at: response, pointer: "status" });
      if (response.ok) return bad.refusedBy === null ? discard(`a PATCH with ${bad.fault} is answered with ${response.status}`) : undefined;
      const after = await read(context, url);
      const seen = changedUnasked(context, resource, after, []);
      // What a new resource shows only with the next read was not changed by the PATCH.
      const fresh = seen.length === 0 ? null : await posted(context, attributes, values);
      const late = fresh ? changedUnasked(context, ...fresh, []) : [];
      const changed = seen.filter((p) => !late.includes(p));
      for (const id of ["7644-3.5.2-atomic", "7644-3.5.2-restore-on-error"]) expect.of(id).that(changed.length === 0, { message: `a PATCH that is refused (${response.status}, ${where}) changed ${changed.join(", ") || "nothing"}`, expected: "nothing changed", actual: [...changed], at: response, pointer: "" });
    });
  },
});
