import { check, capability } from "../../src/engine/api.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { judgeFound, judgeRefused, lookUp, subjectType } from "./syntax-support.ts";

function choose(target: TargetView): { readonly type: ResourceTypeInfo; readonly attribute: AttributeInfo } | undefined {
  for (const type of target.resourceTypes) {
    const fits = target.attributes(type).find((a) => /^(and|or|not)[a-z]/i.test(a.name) && a.type === "string" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.extension ? `${a.schema}:${a.name}` : a.name));
    if (fits) return { type, attribute: fits };
  }
  return undefined;
}

export default check({
  id: "filter/keyword-prefix-names",
  title: "Names that begin with and, or, not, eq or another word of the grammar are whole names",
  failureTitle: "Names that begin with a word of the grammar are split",
  verifies: ["7644-3.4.2.2-abnf-attrname", "7644-3.4.2.2-abnf-attrpath"],
  needs: [capability("filter")],
  detects: ["filter-keyword-prefix-attribute-misread", "filter-keyword-in-value-misread"],
  mutates: "own-resources",
  remedy: "Read whole words before you compare them with and, or and not; text inside quotes is never a keyword.",
  async run({ scim, given, expect, target }) {
    const chosen = choose(target);
    if (chosen) {
      const { type, attribute } = chosen;
      const value = given.unique();
      const made = await given.resource(type, attribute.extension ? { schemas: [type.schema, attribute.schema], [attribute.schema]: { [attribute.name]: value } } : { [attribute.name]: value });
      const filter = `${attribute.extension ? `${attribute.schema}:` : ""}${attribute.name} eq "${value}"`;
      judgeFound({ expect }, await lookUp(scim, type, filter), { requirement: "7644-3.4.2.2-abnf-attrpath", filter, ids: [made.id] });
    }
    const type = subjectType(target);
    // Unknown attributes have no value, so nothing may be found; refusing them is as good (P63).
    for (const name of ["notescimspec", "orscimspec", "androidscimspec"]) {
      const filter = `${name} eq "x or id pr and y"`;
      const response = await scim.list(type, { filter, count: "2" });
      if (!response.ok) judgeRefused({ expect }, response, { requirement: "7644-3.4.2.2-abnf-attrname", filter, flaw: "names an attribute that does not exist" });
      else judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-attrname", filter, ids: [] });
    }
  },
});
