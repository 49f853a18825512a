import { check, capability } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { findsOwn } from "./own.ts";

export default check({
  id: "filter/other-multi-valued",
  title: "Every multi-valued attribute can be filtered by its value",
  failureTitle: "Some multi-valued attributes cannot be filtered by their value",
  for: "User",
  verifies: ["7644-3.4.2.2-multivalued-any-match"],
  needs: [capability("filter")],
  after: ["filter/multi-valued"],
  detects: ["filter-roles-value-finds-nothing"],
  mutates: "nothing",
  remedy: "Evaluate filters on all multi-valued attributes that the schema offers, not on emails alone.",
  async run(context) {
    const { given, target, type, skip } = context;
    const known = await given.shared(type);
    let judged = 0;
    for (const attribute of target.attributes(type)) {
      const value = known.body[attribute.name];
      const first = Array.isArray(value) ? (value as Json[])[0] : undefined;
      const text = isObject(first) ? first["value"] : undefined;
      if (attribute.extension || !attribute.multiValued || attribute.type !== "complex" || attribute.name === "emails" || typeof text !== "string" || text.length > 200) continue;
      judged += Number(await findsOwn(context, ["7644-3.4.2.2-multivalued-any-match"], `${attribute.name}.value eq ${JSON.stringify(text)}`, known.id, true));
    }
    if (judged === 0) skip("no user of this server shows a multi-valued attribute with values besides emails, or filters on them are declined");
  },
});
