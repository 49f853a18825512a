import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { shownByDefault, unasked } from "./support.ts";

export default check({
  id: "projection/write-operations",
  title: "attributes and excludedAttributes also narrow the answers to POST, PUT and PATCH",
  failureTitle: "attributes and excludedAttributes are ignored by POST, PUT or PATCH",
  for: "any-resource-type",
  verifies: ["7644-3.9-partial-on-any-operation"],
  needs: [capability("projection")],
  after: ["projection/attributes", "create/created"],
  detects: ["projection-ignored-on-writes", "excluded-ignored-on-writes"],
  mutates: "own-resources",
  remedy: "Apply attributes and excludedAttributes to every answer that holds a resource.",
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    const body = given.fullBody(type);
    const [first] = shownByDefault(context, body);
    if (!first) skip(`a ${type.name} of this server has no attribute that is returned by default`);
    const name = first?.name ?? "";
    const made = await given.filled(type);
    const free = freeText(target, type);
    const send = async (query: Readonly<Record<string, string>>) => [
      await scim.create(type, given.body(type), { query }),
      ...(target.supports("put") === false ? [] : [await scim.replace(made, made.sent, { query })]),
      ...(target.supports("patch") === false || free === null ? [] : [await scim.patch(made, [{ op: "replace", path: free, value: given.unique() }], { query })]),
    ];
    const judge = expect.of("7644-3.9-partial-on-any-operation", "projection/ignored-on-write");
    for (const response of await send({ attributes: "id" })) {
      if (!response.ok || !response.object) continue;
      const extra = unasked(context, response.object, ["id"]);
      judge.that(extra.length === 0, { message: `${response.method} with attributes=id returns ${extra.join(", ")} as well`, expected: ["id"], actual: [...extra], at: response, pointer: `/${extra[0] ?? ""}` });
    }
    for (const response of await send({ excludedAttributes: name })) {
      if (!response.ok || !response.object) continue;
      judge.that(response.object[name] === undefined, { message: `${response.method} with excludedAttributes=${name} returns ${name} all the same`, expected: `no ${name}`, actual: response.object[name] ?? null, at: response, pointer: `/${name}` });
    }
  },
});
