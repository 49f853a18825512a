import { check, capability } from "../../src/engine/api.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { judgeFound, judgeRefused, lookUp, subjectType, textPlace } from "./syntax-support.ts";

function numeric(target: TargetView, kind: AttributeInfo["type"]): { readonly type: ResourceTypeInfo; readonly name: string } | undefined {
  for (const type of target.resourceTypes) {
    const found = target.attributes(type).find((a) => a.type === kind && !a.extension && a.schema !== "" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.name));
    if (found) return { type, name: found.name };
  }
  return undefined;
}

export default check({
  id: "filter/literals",
  title: "Numbers, true, false and null are read as JSON literals",
  failureTitle: "Numbers, true, false or null are misread in filters",
  verifies: ["7644-3.4.2.2-abnf-imported-rules", "7644-3.4.2.2-abnf-compvalue"],
  needs: [capability("filter")],
  detects: ["filter-exponent-misread", "filter-negative-number-500", "filter-null-ignored", "filter-boolean-literal-refused"],
  mutates: "own-resources",
  remedy: "Read the value behind the operator with a JSON parser: numbers with sign, fraction and exponent, and the words true, false and null.",
  async run({ scim, given, expect, target, skip }) {
    const rules = "7644-3.4.2.2-abnf-imported-rules";
    for (const [kind, value, forms] of [["integer", 4000, ["4000", "4e3"]], ["decimal", 1.5, ["1.5", "15e-1"]]] as const) {
      const place = numeric(target, kind);
      if (!place) continue;
      const made = await given.resource(place.type, { [place.name]: value });
      if (made.body[place.name] !== value) continue;
      for (const [i, form] of forms.entries()) {
        const filter = `${place.name} eq ${form} and id eq ${JSON.stringify(made.id)}`;
        judgeFound({ expect }, await lookUp(scim, place.type, filter), { requirement: rules, filter, ids: [made.id], declined: i === 0 ? "filter/attribute-declined" : "filter/number-form-declined" });
      }
      const negative = `${place.name} gt -1 and id eq ${JSON.stringify(made.id)}`;
      judgeFound({ expect }, await lookUp(scim, place.type, negative), { requirement: rules, filter: negative, ids: [made.id], declined: "filter/number-form-declined" });
    }
    const { place, fixture } = await textPlace({ given, target, skip });
    const byNull = `${place.path} eq null and id eq ${JSON.stringify(fixture.id)}`;
    const response = await scim.list(place.type, { filter: byNull, count: "2" });
    judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-compvalue", filter: byNull, ids: [], declined: "filter/null-declined" });
    const type = subjectType(target);
    if (!target.attribute(type, "active")) return;
    for (const literal of ["true", "false"]) {
      const filter = `active eq ${literal}`;
      const list = await scim.list(type, { filter, count: "1" });
      if (list.ok) expect.of("7644-3.4.2.2-abnf-compvalue").status(list, "success");
      else if (list.status === 400) expect.of("7644-3.4.2.2-abnf-compvalue", "filter/attribute-declined").status(list, "success");
      else judgeRefused({ expect }, list, { requirement: "7644-3.4.2.2-abnf-compvalue", filter, flaw: "is valid" });
    }
  },
});
