import { check } from "../../src/engine/api.ts";
import { choosePlural, elementsOf, noPlural } from "./plural.ts";

export default check({
  id: "multi-valued/duplicate-value",
  title: "A value that is sent twice with the same type is returned once",
  failureTitle: "A value that is sent twice with the same type is returned twice, or breaks the request",
  for: "each-resource-type",
  verifies: ["7643-2.4-no-duplicate-type-value"],
  after: ["create/created", "multi-valued/values-kept"],
  detects: ["multi-valued-duplicates-returned", "multi-valued-duplicates-500"],
  mutates: "own-resources",
  remedy: "Store each combination of type and value once, or refuse the request with 400.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["type"]);
    if (!found) return skip(noPlural(type, ["type"]));
    const { name, labels } = found;
    const value = found.value(given.unique());
    const element = found.element(value, labels[0] === undefined ? {} : { type: labels[0] });
    const response = await scim.create(type, given.body(type, { [name]: [element, element] }));
    const once = expect.of("7643-2.4-no-duplicate-type-value");
    once.that(response.status < 500, { message: `a value of ${name} that is sent twice is answered with ${response.status}`, expected: "success, or 400", actual: response.status, at: response, pointer: "status" });
    const id = response.object?.["id"];
    if (!response.ok || typeof id !== "string") return;
    const read = await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`);
    const pairs = elementsOf(read.object, name).map((e) => JSON.stringify([String(e["type"] ?? "").toLowerCase(), e["value"] ?? null]));
    once.that(new Set(pairs).size === pairs.length, { message: `${name} was sent with one value twice and shows it twice`, expected: "each combination of type and value once", actual: [...elementsOf(read.object, name)], at: read, pointer: `/${name}` });
  },
});
