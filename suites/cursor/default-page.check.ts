import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { isolated, nextOf, startByCursor } from "../../src/scim/cursor.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "cursor/default-page",
  title: "Without count, a page by cursor has the size that the server sets",
  failureTitle: "Without count, a page by cursor has another size than the server publishes",
  for: "User",
  verifies: ["9865-2-count-unspecified"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/first-page"],
  detects: ["default-page-size-differs", "cursor-without-count-refused"],
  mutates: "own-resources",
  remedy: "Use the published defaultPageSize when the request has no count.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const response = await scim.list(type, { filter: c.filter, cursor: "" });
    if (!expect.of("9865-2-count-unspecified").status(response, 200)) return;
    const size = at(target.serviceProviderConfig, "/pagination/defaultPageSize");
    const length = response.resources.length;
    const rule = expect.of("9865-2-count-unspecified", "cursor/default-page-size");
    if (typeof size !== "number") rule.that(length <= SIZE, { message: `${length} resources come for ${SIZE} results`, expected: `at most ${SIZE}`, actual: length, at: response, pointer: "/Resources" });
    else rule.that(nextOf(response) === null ? length <= size : length === size, { message: `without count, a page by cursor holds ${length} resources although defaultPageSize is ${size}`, expected: size, actual: length, at: response, pointer: "/Resources" });
  },
});
