import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { idsOf, SIZE } from "../../src/scim/corpus.ts";
import { isolated, nextOf, startByCursor } from "../../src/scim/cursor.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "search/by-cursor",
  title: "POST /.search pages by the cursor in its body",
  failureTitle: "POST /.search does not page by the cursor in its body",
  for: "User",
  verifies: ["9865-3-search-with-cursor", "9865-3-search-cursor-result"],
  needs: [capability("filter"), capability("cursorPagination"), capability("search")],
  after: ["cursor/walk"],
  detects: ["search-cursor-ignored", "search-cursor-restarts"],
  mutates: "own-resources",
  remedy: "Read cursor and count from the SearchRequest and answer with nextCursor, as for GET.",
  async run(context) {
    const { scim, expect, type, skip } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const pages: ScimResponse[] = [];
    let cursor: string | null = "";
    while (cursor !== null && pages.length < SIZE + 3) {
      const page: ScimResponse = await scim.search(type, { filter: c.filter, cursor, count: 2 });
      const reason = pages.length === 0 ? notOffered(page, `POST ${type.endpoint}/.search`) : null;
      if (reason !== null) return skip(reason);
      pages.push(page);
      cursor = page.ok ? nextOf(page) : null;
    }
    const [first, last] = [pages[0], pages.at(-1)];
    if (!first || !last) return;
    expect.of("9865-3-search-cursor-result").that(nextOf(first) !== null, { message: `POST ${type.endpoint}/.search with an empty cursor is answered with ${first.status} and no nextCursor although results remain`, expected: "a nextCursor", actual: first.object?.["nextCursor"] ?? null, at: first, pointer: "/nextCursor" });
    const seen = pages.flatMap(idsOf);
    const lacking = [...c.ids].filter((id) => !seen.includes(id)).length;
    expect.of("9865-3-search-with-cursor").that(last.ok && lacking === 0 && seen.length === SIZE, { message: `${pages.length} pages of POST ${type.endpoint}/.search hold ${seen.length} resources and lack ${lacking} of ${SIZE}`, expected: [...c.ids], actual: [...seen], at: last, pointer: "/Resources" });
  },
});
