import { check } from "../../src/engine/api.ts";

export default check({
  id: "pagination/unusual-values",
  title: "Paging parameters that are no numbers, or huge ones, do no harm",
  failureTitle: "Paging parameters that are no numbers, or huge ones, make the server fail",
  for: "User",
  verifies: ["7644-3.4.2-standard-query-params"],
  detects: ["count-text-500", "count-huge-500"],
  mutates: "nothing",
  remedy: "Refuse such values with 400 and scimType invalidValue, or ignore them; a number above the largest page means the largest page.",
  async run({ scim, expect, type }) {
    const rule = expect.of("7644-3.4.2-standard-query-params");
    for (const query of [{ count: "abc" }, { startIndex: "abc", count: "1" }, { count: "1.5" }]) {
      const response = await scim.list(type, query);
      const name = "startIndex" in query ? `startIndex=${query.startIndex}` : `count=${query.count}`;
      rule.that(response.status < 500, { message: `${name} is answered with ${response.status}`, expected: "400, or 200 as without the parameter", actual: response.status, at: response, pointer: "status" });
    }
    for (const startIndex of ["2147483648", "99999999999999999999"]) {
      const response = await scim.list(type, { startIndex, count: "1" });
      rule.that(response.status === 200 || response.status === 400, { message: `startIndex=${startIndex} is answered with ${response.status}`, expected: "200 with an empty page, or 400", actual: response.status, at: response, pointer: "status" });
    }
  },
});
