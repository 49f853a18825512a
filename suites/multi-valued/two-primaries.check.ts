import { capability, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { choosePlural, noPlural, primaries } from "./plural.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "multi-valued/two-primaries",
  title: "A request with two primary values is refused, or leaves one of them primary",
  failureTitle: "A request with two primary values makes both of them primary, or fails",
  for: "each-resource-type",
  verifies: ["7643-2.4-primary-once"],
  after: ["create/created", "replace/values"],
  detects: ["two-primaries-accepted", "multi-valued-two-primaries-500"],
  mutates: "own-resources",
  remedy: "Refuse a request with two primary values (400 invalidValue), or keep one of them as primary.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["primary"]);
    if (!found) return skip(noPlural(type, ["primary"]));
    const { name } = found;
    const once = expect.of("7643-2.4-primary-once");
    const judge = (method: string, response: ScimResponse, read: ScimResponse | null) => {
      once.that(response.status < 500, { message: `${method} with two primary values of ${name} is answered with ${response.status}`, expected: "400, or success with one primary value", actual: response.status, at: response, pointer: "status" });
      for (const shown of [response, read]) if (shown?.ok) once.that(primaries(shown.object, name).length <= 1, { message: `after ${method} with two primary values of ${name}, both are primary`, expected: "at most one", actual: [...primaries(shown.object, name)], at: shown, pointer: `/${name}` });
    };
    const two = () => [found.element(found.value(given.unique()), { primary: true }), found.element(found.value(given.unique()), { primary: true })];
    const created = await scim.create(type, given.body(type, { [name]: two() }));
    const id = created.object?.["id"];
    judge("POST", created, typeof id === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`) : null);
    if (capability("put").test(target, type) !== true) return;
    const made = await given.resource(type);
    const replaced = await scim.replace(made, { ...made.sent, [name]: two() });
    if (notOffered(replaced, "PUT") === null) judge("PUT", replaced, await scim.get(made));
  },
});
