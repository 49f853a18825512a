import { check, capability } from "../../src/engine/api.ts";
import { judgeFound, lookUp, textPlace } from "./syntax-support.ts";

export default check({
  id: "filter/grouping-forms",
  title: "A filter in parentheses, negated or not, is read by the grammar",
  failureTitle: "A filter in parentheses, negated or not, is misread",
  verifies: ["7644-3.4.2.2-abnf-filter", "7644-3.4.2.2-abnf-conformance"],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/operators-offered"],
  detects: ["filter-leading-parenthesis-refused", "filter-token-before-parenthesis-misread", "filter-not-with-blank-refused"],
  mutates: "own-resources",
  remedy: "Accept a whole filter in parentheses, with or without not in front; a value ends at the closing parenthesis, with no blank needed.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    const requirement = "7644-3.4.2.2-abnf-filter";
    const eq = `${place.path} eq ${JSON.stringify(value)}`;
    const other = `${place.path} eq "scimspec-no-such-value"`;
    const forms: readonly (readonly [string, string | undefined])[] = [
      [`(${eq})`, "filter/grouping-declined"],
      [`((${eq}))`, "filter/grouping-declined"],
      [`${eq} and not (${other})`, "filter/not-declined"],
      [`not (${other}) and ${eq}`, "filter/not-declined"],
    ];
    for (const [filter, declined] of forms) judgeFound({ expect }, await lookUp(scim, place.type, filter), { requirement, declined, filter, ids: [fixture.id] });
    const tight = `${eq} and not(${other})`;
    const response = await lookUp(scim, place.type, tight);
    // The blank between not and the parenthesis is in no rule, but in every example (P59).
    if (response.status === 400) expect.of(requirement).observe("not( without a blank is refused", { at: response });
    else judgeFound({ expect }, response, { requirement, filter: tight, ids: [fixture.id] });
    if (!target.attribute(place.type, "active")) return;
    const bare = await scim.list(place.type, { filter: "active eq true", count: "1" });
    const grouped = await scim.list(place.type, { filter: "(active eq true)", count: "1" });
    if (bare.ok) expect.of("7644-3.4.2.2-abnf-conformance", grouped.status === 400 && !(await scim.list(place.type, { filter: `(${eq})` })).ok ? "filter/grouping-declined" : undefined).that(grouped.ok, { message: `active eq true works, and (active eq true) is answered with ${grouped.status}`, expected: bare.status, actual: grouped.status, at: grouped, pointer: "status" });
  },
});
