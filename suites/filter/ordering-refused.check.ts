import { check, capability } from "../../src/engine/api.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { judgeRefused, requireApplied } from "./syntax-support.ts";

function unordered(target: TargetView): readonly { readonly type: ResourceTypeInfo; readonly path: string; readonly literal: string }[] {
  const all = target.resourceTypes.flatMap((type) => target.attributes(type).flatMap((a) => (a.subAttributes.length > 0 ? a.subAttributes : [a])).filter((a) => a.returned !== "never").map((a) => ({ type, path: a.extension ? `${a.schema}:${a.path}` : a.path, kind: a.type })));
  const boolean = all.find((a) => a.kind === "boolean" && a.path.toLowerCase() === "active") ?? all.find((a) => a.kind === "boolean");
  const binary = all.find((a) => a.kind === "binary");
  return [...(boolean ? [{ ...boolean, literal: "true" }] : []), ...(binary ? [{ ...binary, literal: '"c2NpbXNwZWM="' }] : [])];
}

export default check({
  id: "filter/ordering-refused",
  title: "gt, ge, lt and le on boolean and binary attributes are refused with 400 invalidFilter",
  failureTitle: "gt, ge, lt or le on a boolean or binary attribute is not refused with 400 invalidFilter",
  verifies: ["7644-3.4.2.2-op-gt-boolean-binary-400", "7644-3.4.2.2-op-ge-boolean-binary-400", "7644-3.4.2.2-op-lt-boolean-binary-400", "7644-3.4.2.2-op-le-boolean-binary-400"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-orders-booleans", "filter-orders-binary", "filter-ordering-keyword"],
  mutates: "nothing",
  remedy: "Neither true and false nor octets have an order here: answer gt, ge, lt and le on boolean and binary attributes with 400 and scimType invalidFilter.",
  async run({ scim, given, expect, target, skip, require }) {
    await requireApplied({ given, target, require });
    const places = unordered(target);
    if (places.length === 0) skip("the server's schemas have no boolean or binary attribute (/Schemas)");
    for (const { type, path, literal } of places) {
      for (const operator of ["gt", "ge", "lt", "le"]) {
        const filter = `${path} ${operator} ${literal}`;
        judgeRefused({ expect }, await scim.list(type, { filter, count: "2" }), { requirement: `7644-3.4.2.2-op-${operator}-boolean-binary-400`, filter, flaw: `orders values of type ${literal === "true" ? "boolean" : "binary"}`, keyword: true });
      }
    }
  },
});
