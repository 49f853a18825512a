import { check, capability, published } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { corpus, SIZE } from "../../src/scim/corpus.ts";
import { nextOf } from "../../src/scim/cursor.ts";

export default check({
  id: "discovery/pagination-attribute",
  title: "The configuration says which paging methods the server has, and it has them",
  failureTitle: "The configuration does not say, or wrongly says, which paging methods the server has",
  for: "User",
  verifies: ["9865-4-config-pagination", "9865-4-pagination-cursor", "9865-4-pagination-index"],
  needs: [published("serviceProviderConfig"), capability("filter")],
  detects: ["pagination-not-published", "pagination-booleans-text", "pagination-booleans-missing", "cursor-declared-but-ignored", "startindex-ignored"],
  mutates: "own-resources",
  remedy: 'Publish "pagination": {"cursor": true, "index": true} in /ServiceProviderConfig as it is.',
  async run({ scim, given, expect, target, type, skip }) {
    const config = target.discovery.serviceProviderConfig;
    const declared = config.object?.["pagination"] ?? null;
    if (declared !== null) {
      expect.of("9865-4-pagination-cursor").at(config, "/pagination/cursor").isBoolean();
      expect.of("9865-4-pagination-index").at(config, "/pagination/index").isBoolean();
    }
    const c = await corpus(given, target, type);
    if (c.filter === null) return skip(c.reason);
    const page = await scim.list(type, { filter: c.filter, cursor: "", count: "2" });
    const works = page.ok && nextOf(page) !== null;
    if (declared === null && !works) return skip("the server publishes no pagination and shows no nextCursor: RFC 9865 is optional");
    if (works) expect.of("9865-4-config-pagination").that(declared !== null, { message: "the server pages by cursor, but its configuration has no pagination", expected: "pagination with cursor and index", actual: declared, at: config, pointer: "/pagination" });
    // A page with all results needs no cursor.
    if (at(declared ?? undefined, "/cursor") === true && page.resources.length < SIZE) expect.of("9865-4-pagination-cursor").that(works, { message: `pagination.cursor is true, but cursor=&count=2 is answered with ${page.status} and no nextCursor`, expected: "a nextCursor", actual: page.object?.["nextCursor"] ?? null, at: page, pointer: "/nextCursor" });
    if (at(declared ?? undefined, "/index") !== true) return;
    const last = await scim.list(type, { filter: c.filter, startIndex: String(SIZE), count: String(SIZE) });
    expect.of("9865-4-pagination-index").that(last.ok && last.resources.length <= 1, { message: `pagination.index is true, but startIndex=${SIZE} of ${SIZE} results gives ${last.ok ? `${last.resources.length} resources` : `status ${last.status}`}`, expected: "at most 1 resource", actual: last.resources.length, at: last, pointer: "/Resources" });
  },
});
