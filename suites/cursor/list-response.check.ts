import { check, capability } from "../../src/engine/api.ts";
import { LIST_RESPONSE } from "../../src/scim/urn.ts";
import { isolated, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/list-response",
  title: "Pages by cursor are ListResponse messages with the cursor as a further member",
  failureTitle: "Pages by cursor are no ListResponse messages with the cursor as a further member",
  for: "User",
  verifies: ["9865-1-updates-structures"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/first-page"],
  detects: ["cursor-page-other-message", "cursor-in-sub-object"],
  mutates: "own-resources",
  remedy: "Answer with the ListResponse of RFC 7644 and put nextCursor and previousCursor beside Resources.",
  async run(context) {
    const c = await isolated(context);
    const first = await startByCursor(context, c);
    const rule = context.expect.of("9865-1-updates-structures");
    if (!rule.status(first, 200)) return;
    const schemas = first.object?.["schemas"] ?? null;
    rule.that(Array.isArray(schemas) && schemas.includes(LIST_RESPONSE), { message: "a page by cursor does not name the ListResponse message", expected: LIST_RESPONSE, actual: schemas, at: first, pointer: "/schemas" });
    const nested = Object.entries(first.object ?? {}).find(([, v]) => typeof v === "object" && v !== null && !Array.isArray(v) && Object.hasOwn(v, "nextCursor"));
    rule.that(nested === undefined, { message: `nextCursor sits below ${nested?.[0] ?? ""}`, expected: "nextCursor at the top level", actual: nested?.[0] ?? null, at: first, ...(nested ? { pointer: `/${nested[0]}` } : {}) });
  },
});
