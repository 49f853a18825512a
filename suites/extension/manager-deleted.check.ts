import { attribute, check } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { ENTERPRISE, valueIn, withExtension } from "./choose.ts";

export default check({
  id: "extension/manager-deleted",
  title: "When a manager is deleted, the managed user can still be read",
  failureTitle: "When a manager is deleted, the managed user cannot be read any more",
  for: "User",
  verifies: ["7643-2.3.7-referential-integrity-may"],
  needs: [attribute.sendable("User", `${ENTERPRISE}:manager`)],
  after: ["delete/gone", "extension/accepted", "extension/manager"],
  detects: ["extension-user-unreadable-without-manager"],
  mutates: "own-resources",
  remedy: "Clear manager, or leave the reference, when the manager is deleted; keep the managed user.",
  async run({ scim, given, expect, type, require }) {
    const boss = await given.resource(type);
    const made = await given.resource(type, withExtension(given.body(type), ENTERPRISE, { manager: { value: boss.id } }));
    const deleted = await scim.delete(boss);
    // A server may refuse to delete a manager.
    if (deleted.status !== 409 && deleted.status !== 400) require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const read = await scim.settled(() => scim.get(made), (r) => r.ok);
    expect.of("7643-2.3.7-referential-integrity-may", "group/broken-by-deletion").that(read.ok, { message: `the manager was deleted, and the user now answers ${read.status}`, expected: 200, actual: read.status, at: read, pointer: "status" });
    const kept = !isUnassigned(valueIn(read.object, { urn: ENTERPRISE, name: "manager" }));
    expect.of("7643-2.3.7-referential-integrity-may").observe(kept ? "the reference to a deleted manager stays" : "manager of a deleted user is cleared", { at: read });
  },
});
