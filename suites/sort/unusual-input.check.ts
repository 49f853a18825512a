import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";

export default check({
  id: "sort/unusual-input",
  title: "Sort parameters that make no sense are refused with 400 or ignored",
  failureTitle: "Sort parameters that make no sense make the server fail",
  for: "User",
  verifies: ["7644-3.4.2.3-sortby-orders", "7644-3.4.2.3-sortorder-values", "7644-3.4.2.3-sortby-complex-subattribute"],
  needs: [capability("sort")],
  detects: ["sort-unknown-attribute-500", "sort-order-unknown-500", "sort-complex-500"],
  mutates: "nothing",
  remedy: "Refuse an unknown attribute, a complex one without sub-attribute and an unknown sortOrder with 400, or ignore them.",
  async run({ scim, expect, target, type }) {
    const judge = (id: string, what: string, response: ScimResponse): void => {
      expect.of(id).that(response.status < 500 || response.status === 501, { message: `${what} is answered with ${response.status}`, expected: "400, or 200 as without it", actual: response.status, at: response, pointer: "status" });
    };
    judge("7644-3.4.2.3-sortby-orders", "sortBy with an unknown attribute", await scim.list(type, { sortBy: "scimspecUnknown", count: "1" }));
    judge("7644-3.4.2.3-sortorder-values", "sortOrder=up", await scim.list(type, { sortBy: "userName", sortOrder: "up", count: "1" }));
    judge("7644-3.4.2.3-sortorder-values", "sortOrder without sortBy", await scim.list(type, { sortOrder: "descending", count: "1" }));
    const complex = target.attributes(type).find((a) => a.type === "complex" && !a.multiValued && !a.extension && a.schema !== "");
    if (complex) judge("7644-3.4.2.3-sortby-complex-subattribute", `sortBy=${complex.name}`, await scim.list(type, { sortBy: complex.name, count: "1" }));
  },
});
