import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { at } from "../../src/scim/value.ts";
import { isolated, nextOf, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/default-method",
  title: "Requests without startIndex and cursor are paged by one default method, the published one",
  failureTitle: "Requests without startIndex and cursor are not paged by the published default method",
  for: "User",
  verifies: ["9865-2.4-default-method-chosen"],
  needs: [capability("filter"), capability("cursorPagination"), capability("indexPagination")],
  after: ["cursor/method-selection"],
  detects: ["default-method-differs", "default-method-alternates"],
  mutates: "own-resources",
  remedy: "Page every request without startIndex and cursor by the method that defaultPaginationMethod names.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const pages = [await scim.list(type, { filter: c.filter, count: "2" }), await scim.list(type, { filter: c.filter, count: "2" })];
    const rule = expect.of("9865-2.4-default-method-chosen");
    if (!pages.every((p) => rule.status(p, 200))) return;
    // An index page may carry nextCursor as well, a cursor page startIndex (P130, P132).
    const fits = (page: ScimResponse, method: "cursor" | "index"): boolean => (method === "cursor" ? nextOf(page) !== null : typeof page.object?.["startIndex"] === "number");
    const shown = pages.map((p) => (["cursor", "index"] as const).filter((m) => fits(p, m)).join(" and ") || "neither");
    const [one = "", two = ""] = shown;
    rule.that(one === two, { message: `the same request is paged by ${one} and then by ${two}`, expected: one, actual: two, ...(pages[1] ? { at: pages[1] } : {}) });
    const method = at(target.serviceProviderConfig, "/pagination/defaultPaginationMethod");
    for (const page of pages) if (method === "cursor" || method === "index") rule.that(fits(page, method), { message: `defaultPaginationMethod is ${method}, but a partial page without startIndex and cursor has no ${method === "cursor" ? "nextCursor" : "startIndex"}`, expected: method, actual: one, at: page });
  },
});
