import { check } from "../../src/engine/api.ts";
import { subjectType } from "./syntax-support.ts";
import { listedWhole } from "../../src/scim/asked-once.ts";

export default check({
  id: "filter/too-many",
  title: "A list that is refused because of its size is refused with 400 tooMany",
  failureTitle: "A list that is refused because of its size is not refused with 400 tooMany",
  verifies: ["7644-3.4.2.1-too-many-400"],
  detects: ["list-refused-without-too-many"],
  mutates: "nothing",
  remedy: "Return the first page of a long list; if you refuse it, answer 400 with scimType tooMany.",
  async run({ given, expect, target, skip }) {
    const requirement = "7644-3.4.2.1-too-many-400";
    const response = await listedWhole({ given }, subjectType(target).endpoint);
    if (response === null) return expect.of(requirement).observe("the list without count is not asked for: it holds more than a check should read");
    if (!response.ok && ![400, 413].includes(response.status)) skip(`the list is answered with ${response.status}, which does not speak of its size`);
    if (response.ok) expect.of(requirement).that(true, { message: "the list is not refused", expected: "the list, or 400 tooMany", actual: response.status, at: response, pointer: "status" });
    else if (expect.of(requirement).status(response, 400)) expect.of(requirement).at(response, "/scimType").equals("tooMany");
  },
});
