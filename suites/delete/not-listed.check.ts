import { check } from "../../src/engine/api.ts";
import { deletion } from "./deletion.ts";

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
  async run({ given, expect, target, type, require }) {
    const { made, deleted, list } = await deletion({ given, target }, type);
    require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const whole = list.ok && Number(list.object?.["totalResults"] ?? 0) <= list.resources.length;
    if (!whole) expect.of("7644-3.6-deleted-not-in-queries").observe(`the list that was read is a part of all only (${list.status})`, { at: list });
    expect.of("7644-3.6-deleted-not-in-queries").that(!list.resources.some((r) => r["id"] === made.id), { message: `the deleted ${type.name} ${made.id} is still listed`, expected: "not listed", actual: made.id, at: list });
  },
});
