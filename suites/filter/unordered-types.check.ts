import { check, capability } from "../../src/engine/api.ts";
import { attributeOf } from "./parts.ts";
import type { CheckContext } from "../../src/model/check.ts";

/** Paths of a boolean and a binary attribute, as far as the type has them, with a literal. */
function unordered(context: CheckContext): readonly (readonly [path: string, literal: string])[] {
  const { target, type } = context;
  const flag = attributeOf(target, type, "boolean");
  const binary = attributeOf(target, type, "binary")?.name ?? target.attributes(type).flatMap((a) => a.subAttributes.filter((s) => s.type === "binary" && s.returned !== "never").map((s) => `${a.name}.${s.name}`))[0];
  return [...(flag ? [[flag.name, "true"] as const] : []), ...(binary === undefined ? [] : [[binary, '"c2NpbXNwZWM="'] as const])];
}

export default check({
  id: "filter/unordered-types",
  title: "gt, ge, lt and le on boolean and binary attributes are refused with 400 invalidFilter",
  failureTitle: "gt, ge, lt or le on a boolean or binary attribute is not refused with 400 invalidFilter",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-gt-boolean-binary-400", "7644-3.4.2.2-op-ge-boolean-binary-400", "7644-3.4.2.2-op-lt-boolean-binary-400", "7644-3.4.2.2-op-le-boolean-binary-400"],
  needs: [capability("filter")],
  detects: ["filter-boolean-ordered", "filter-binary-ordered", "filter-unordered-wrong-keyword"],
  mutates: "nothing",
  remedy: "Answer 400 with scimType invalidFilter where an attribute's values have no order.",
  async run(context) {
    const { scim, expect, type, skip } = context;
    const found = unordered(context);
    if (found.length === 0) skip(`the schema of ${type.name} has no boolean or binary attribute (/Schemas)`);
    for (const [path, literal] of found) {
      for (const operator of ["gt", "ge", "lt", "le"]) {
        const filter = `${path} ${operator} ${literal}`;
        const response = await scim.list(type, { filter, count: "1" });
        const { status, object } = response;
        const scimType = typeof object?.["scimType"] === "string" ? object["scimType"] : "no scimType";
        expect.of(`7644-3.4.2.2-op-${operator}-boolean-binary-400`).that(status === 400 && scimType === "invalidFilter", { message: `the filter ${filter} is answered with ${status}${status === 400 ? ` and ${scimType}` : ""}; values of this type have no order`, expected: "400 invalidFilter", actual: status === 400 ? scimType : status, at: response, pointer: status === 400 ? "/scimType" : "status" });
      }
    }
  },
});
