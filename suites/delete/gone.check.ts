import { check } from "../../src/engine/api.ts";
import { deletion } from "./deletion.ts";

export default check({
  id: "delete/gone",
  title: "DELETE is answered with 204; afterwards the resource is gone",
  failureTitle: "DELETE is not answered with 204, or leaves the resource reachable",
  for: "each-resource-type",
  verifies: ["7644-3.6-delete-204", "7644-3.6-deleted-404"],
  after: ["create/created"],
  provides: ["delete"],
  detects: ["delete-wrong-success-status", "delete-without-effect", "deleted-put-accepted"],
  mutates: "own-resources",
  remedy: "Answer DELETE with 204 and no body; from then on answer 404 for that resource to every method.",
  async run({ scim, given, expect, target, type }) {
    const { made, deleted } = await deletion({ given, target }, type);
    expect.of("7644-3.6-delete-204").that(deleted.status === 204 && (deleted.text ?? "") === "", { message: `DELETE is answered with ${deleted.status}${deleted.text ? " and a body" : ""}`, expected: "204 without a body", actual: deleted.status, at: deleted, pointer: "status" });
    if (!deleted.ok) return;
    const read = await scim.settled(() => scim.get(made), (r) => r.status === 404);
    expect.of("7644-3.6-deleted-404").status(read, 404);
    if (target.supports("put") !== false) expect.of("7644-3.6-deleted-404").status(await scim.replace(made, made.sent), [404, 501, 405]);
    const again = await scim.delete(made);
    expect.of("7644-3.6-deleted-404").status(again, 404);
  },
});
