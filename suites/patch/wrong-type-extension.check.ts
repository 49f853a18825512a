import { check, capability } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "patch/wrong-type-extension",
  title: "PATCH of an extension attribute with a value of the wrong JSON type is refused",
  failureTitle: "PATCH stores a value of the wrong JSON type in an extension attribute",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-incompatible-op-error"],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/extension-path"],
  detects: ["patch-extension-wrong-type-stored"],
  mutates: "own-resources",
  remedy: "Check the JSON types of values for extension attributes as those of core attributes.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = target.attributes(type).find((a) => a.extension && a.type === "string" && !a.multiValued && a.mutability === "readWrite" && target.maySend(type, `${a.schema}:${a.name}`));
    if (!found) skip(`the extensions of ${type.name} have no text attribute (/Schemas)`);
    const [urn, name] = [found?.schema ?? "", found?.name ?? ""];
    const made = await given.resource(type);
    const value = { not: "a text" };
    const response = await scim.patch(made, [{ op: "replace", path: `${urn}:${name}`, value }]);
    const read = await scim.get(made);
    const container = read.object?.[urn];
    const got = isObject(container) ? member(container, name) : undefined;
    expect.of("7644-3.5.2-incompatible-op-error").that(response.status < 500 && !isObject(got), { message: `PATCH of ${urn}:${name} with an object is answered with ${response.status}${isObject(got) ? " and stored" : ""}`, expected: "400", actual: got ?? response.status, at: isObject(got) ? read : response, pointer: isObject(got) ? `/${urn}/${name}` : "status" });
  },
});
