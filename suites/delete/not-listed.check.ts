import { check } from "../../src/engine/api.ts";

export default check({
  id: "delete/not-listed",
  title: "A deleted resource is not listed any more",
  failureTitle: "A deleted resource is still listed",
  for: "each-resource-type",
  verifies: ["7644-3.6-deleted-not-in-queries"],
  after: ["delete/gone"],
  detects: ["deleted-user-still-listed"],
  mutates: "own-resources",
  remedy: "Leave deleted resources out of every list, and out of totalResults.",
  async run({ scim, given, expect, type, require }) {
    const made = await given.resource(type);
    const deleted = await scim.delete(made);
    require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const list = await scim.settled(() => scim.list(type, { count: "200" }), (r) => !r.resources.some((x) => x["id"] === made.id));
    expect.of("7644-3.6-deleted-not-in-queries").that(!list.resources.some((r) => r["id"] === made.id), { message: `the deleted ${type.name} ${made.id} is still listed`, expected: "not listed", actual: made.id, at: list });
  },
});
