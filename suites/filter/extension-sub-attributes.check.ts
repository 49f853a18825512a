import { check, capability } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { findsOwn } from "./own.ts";

export default check({
  id: "filter/extension-sub-attributes",
  title: "Sub-attributes of extension attributes can be filtered by their qualified name",
  failureTitle: "A filter on a sub-attribute of an extension attribute finds nothing",
  for: "User",
  verifies: ["7644-3.4.2.2-abnf-attrpath", "7644-3.10-subattribute-dot"],
  needs: [capability("filter")],
  after: ["filter/qualified-names", "extension/accepted"],
  detects: ["filter-extension-dot-not-understood"],
  mutates: "own-resources",
  remedy: "Split {urn}:{attribute}.{sub-attribute} at the end of the URN, then at the dot behind it.",
  async run(context) {
    const { given, target, type, skip } = context;
    const found = target.attributes(type).find((a) => a.extension && a.type === "complex" && !a.multiValued && a.subAttributes.some((s) => s.name === "value"));
    if (!found) skip(`the extensions of ${type.name} have no complex attribute with a value (/Schemas)`);
    const [urn, name] = [found?.schema ?? "", found?.name ?? ""];
    const boss = await given.user();
    const made = await given.resource(type, { schemas: [type.schema, urn], [urn]: { ...(given.body(type)[urn] as JsonObject | undefined), [name]: { value: boss.id } } });
    const container = made.body[urn];
    const kept = isObject(container) ? member(container, name) : undefined;
    if (!isObject(kept) || kept["value"] !== boss.id) skip(`the server does not keep ${urn}:${name}.value`);
    const judged = await findsOwn(context, ["7644-3.4.2.2-abnf-attrpath", "7644-3.10-subattribute-dot"], `${urn}:${name}.value eq ${JSON.stringify(boss.id)}`, made.id, true);
    if (!judged) skip("the server declines filters on sub-attributes of extensions");
  },
});
