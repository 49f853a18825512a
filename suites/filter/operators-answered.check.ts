import { check, capability } from "../../src/engine/api.ts";
import { judgeRefused, plainPath } from "./syntax-support.ts";

const OPERATORS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

export default check({
  id: "filter/operators-answered",
  title: "Each operator of the RFC is evaluated, or declined with 400 invalidFilter",
  failureTitle: "An operator of the RFC makes the server fail",
  verifies: ["7644-3.4.2.2-decline-unknown-operation", "7644-3.4.2.2-abnf-compareop"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-unsupported-operator-500"],
  mutates: "nothing",
  remedy: "Support all operators of table 3; answer one that you do not support with 400 and scimType invalidFilter.",
  async run({ scim, expect, target }) {
    const { type, path } = plainPath(target);
    const filters = [...OPERATORS.map((o) => `${path} ${o} "scimspec-no-such-value"`), `${path} pr`];
    for (const filter of filters) {
      const response = await scim.list(type, { filter, count: "1" });
      if (response.ok) expect.of("7644-3.4.2.2-abnf-compareop").status(response, "success");
      else judgeRefused({ expect }, response, { requirement: "7644-3.4.2.2-decline-unknown-operation", filter, flaw: "is valid" });
    }
  },
});
