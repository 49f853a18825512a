import { check, capability } from "../../src/engine/api.ts";
import { isolated, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/count-edges",
  title: "With a cursor, count=0 and a negative count return no resource",
  failureTitle: "With a cursor, count=0 or a negative count return resources, or are refused",
  for: "User",
  verifies: ["9865-2-count-zero", "9865-2-count-negative-zero"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/first-page", "cursor/count"],
  detects: ["cursor-count-zero-full", "cursor-count-negative-full", "cursor-count-negative-refused"],
  mutates: "own-resources",
  remedy: "Treat count=0 and negative values alike: answer with totalResults and no resource.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const zero = await scim.list(type, { filter: c.filter, cursor: "", count: "0" });
    if (expect.of("9865-2-count-zero").status(zero, 200)) expect.of("9865-2-count-zero").that(zero.resources.length === 0, { message: `count=0 is answered with ${zero.resources.length} resources`, expected: "no resource", actual: zero.resources.length, at: zero, pointer: "/Resources" });
    const negative = await scim.list(type, { filter: c.filter, cursor: "", count: "-1" });
    // Table 3 of the same RFC calls a count outside 0..maxPageSize an invalidCount (P127).
    const refused = negative.status === 400;
    if (!expect.of("9865-2-count-negative-zero", refused ? "cursor/negative-count-refused" : undefined).status(negative, 200)) return;
    expect.of("9865-2-count-negative-zero").that(negative.resources.length === 0, { message: `count=-1 is answered with ${negative.resources.length} resources`, expected: "no resource", actual: negative.resources.length, at: negative, pointer: "/Resources" });
  },
});
