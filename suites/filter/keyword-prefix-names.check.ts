import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { judgeFound, judgeRefused, lookUp, requireApplied, subjectType } from "./syntax-support.ts";

interface Chosen {
  readonly type: ResourceTypeInfo;
  readonly attribute: AttributeInfo;
  /** Another attribute of the same kind, whose name begins with no word of the grammar. */
  readonly sibling: AttributeInfo | undefined;
}

function choose(target: TargetView): Chosen | undefined {
  const keyword = (a: AttributeInfo): boolean => /^(and|or|not)[a-z]/i.test(a.name);
  for (const type of target.resourceTypes) {
    const texts = target.attributes(type).filter((a) => a.type === "string" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && a.canonicalValues.length === 0 && target.maySend(type, a.extension ? `${a.schema}:${a.name}` : a.name));
    const attribute = texts.find(keyword);
    if (attribute) return { type, attribute, sibling: texts.find((a) => a.schema === attribute.schema && !keyword(a)) };
  }
  return undefined;
}

export default check({
  id: "filter/keyword-prefix-names",
  title: "Names that begin with and, or, not or another word of the grammar are whole names",
  failureTitle: "Names that begin with a word of the grammar are split",
  verifies: ["7644-3.4.2.2-abnf-attrname", "7644-3.4.2.2-abnf-attrpath"],
  needs: [capability("filter")],
  after: ["filter/declared", "extension/accepted"],
  detects: ["filter-keyword-prefix-attribute-misread", "filter-keyword-in-value-misread"],
  mutates: "own-resources",
  remedy: "Read whole words before you compare them with and, or and not; text inside quotes is never a keyword.",
  async run({ scim, given, expect, target, require }) {
    await requireApplied({ given, target, require });
    const chosen = choose(target);
    if (chosen) {
      const { type, attribute, sibling } = chosen;
      const value = given.unique();
      const values = Object.fromEntries([attribute, ...(sibling ? [sibling] : [])].map((a) => [a.name, value]));
      const made = await given.resource(type, attribute.extension ? { schemas: [type.schema, attribute.schema], [attribute.schema]: values } : values);
      const filterOn = (a: AttributeInfo): string => `${a.extension ? `${a.schema}:` : ""}${a.name} eq "${value}"`;
      const response = await lookUp(scim, type, filterOn(attribute));
      const right = (r: ScimResponse): boolean => r.ok && r.resources.length === 1 && r.resources[0]?.["id"] === made.id;
      // The name is misread as such only where its sibling is understood.
      const understood = right(response) || (sibling !== undefined && right(await lookUp(scim, type, filterOn(sibling))));
      if (understood) judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-attrpath", filter: filterOn(attribute), ids: [made.id] });
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
