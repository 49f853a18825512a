import { check } from "../../src/engine/api.ts";
import { choosePlural, elementsOf, noPlural, withValue } from "./plural.ts";

export default check({
  id: "multi-valued/same-value-two-types",
  title: "One value under two types is kept, merged or refused, and other values stay",
  failureTitle: "One value under two types makes other values disappear, or fails",
  for: "each-resource-type",
  verifies: ["7643-2.4-same-value-different-type-may"],
  after: ["create/created", "multi-valued/values-kept"],
  detects: ["multi-valued-merge-loses-others"],
  mutates: "own-resources",
  remedy: "Keep a value that is sent under two types twice, or once; never drop other values because of it.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["type"]);
    if (!found || found.labels.length < 2) return skip(noPlural(type, ["type"]));
    const { name, labels } = found;
    const [one = "", two = ""] = labels;
    const [value, other] = [found.value(given.unique()), found.value(given.unique())];
    const response = await scim.create(type, given.body(type, { [name]: [found.element(value, { type: one }), found.element(value, { type: two }), found.element(other, { type: one })] }));
    const may = expect.of("7643-2.4-same-value-different-type-may");
    const whole = expect.of("7643-2.4-same-value-different-type-may", "multi-valued/distinct-value-lost");
    if (!response.ok) {
      may.observe(`a value of ${name} under two types is refused with ${response.status}`, { at: response });
      return void whole.that(response.status < 500, { message: `a value of ${name} under two types is answered with ${response.status}`, expected: "success, or 400", actual: response.status, at: response, pointer: "status" });
    }
    const id = response.object?.["id"];
    const read = typeof id === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`) : response;
    const times = elementsOf(read.object, name).filter((e) => String(e["value"] ?? "").toLowerCase() === value.toLowerCase()).length;
    may.observe(`a value of ${name} under two types is kept ${times === 1 ? "once" : `${times} times`}`, { at: read, pointer: `/${name}` });
    for (const v of [value, other]) whole.that(withValue(read.object, name, v) !== undefined, { message: `${name}: ${v} is lost`, expected: v, actual: [...elementsOf(read.object, name)], at: read, pointer: `/${name}` });
  },
});
