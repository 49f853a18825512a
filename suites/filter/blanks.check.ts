import { check, capability } from "../../src/engine/api.ts";
import { judgeFound, judgeRefused, textPlace } from "./syntax-support.ts";

export default check({
  id: "filter/blanks",
  title: "Blanks beside the grammar's single ones are accepted or refused, and never change the result",
  failureTitle: "Blanks in a filter change its result, or make the server fail",
  verifies: ["7644-3.4.2.2-abnf-attrexp"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-double-blank-ignored", "filter-blank-kept-in-value"],
  mutates: "own-resources",
  remedy: "Skip any run of blanks between the parts of an expression, or answer 400 with scimType invalidFilter; blanks inside strings belong to the value.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value, answer } = await textPlace({ given, target, skip, require });
    const requirement = "7644-3.4.2.2-abnf-attrexp";
    const literal = JSON.stringify(value);
    const canonical = `${place.path} eq ${literal}`;
    judgeFound({ expect }, answer, { requirement, filter: canonical, ids: [fixture.id] });
    for (const filter of [`${place.path}  eq  ${literal}`, `${place.path} eq${literal}`, ` ${canonical}`, `${canonical} `, `( ${canonical} )`]) {
      const response = await scim.list(place.type, { filter, count: "5" });
      if (response.ok) judgeFound({ expect }, response, { requirement, filter, ids: [fixture.id] });
      else judgeRefused({ expect }, response, { requirement, filter, flaw: "has blanks that the grammar does not have" });
    }
    const inside = `${place.path} eq ${JSON.stringify(`${value} `)}`;
    judgeFound({ expect }, await scim.list(place.type, { filter: inside, count: "5" }), { requirement, filter: inside, ids: [], code: "filter/blank-in-value" });
  },
});
