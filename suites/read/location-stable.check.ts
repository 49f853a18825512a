import { check } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "read/location-stable",
  title: "meta.location of a resource is the same wherever it is shown",
  failureTitle: "meta.location of a resource differs between answers",
  for: "each-resource-type",
  verifies: ["7643-3.1-meta-location-uri"],
  after: ["read/by-id", "create/location-usable"],
  detects: ["list-location-differs", "put-location-differs"],
  mutates: "own-resources",
  remedy: "Build meta.location in one place, from the base URL, the endpoint and the id.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const read = await scim.get(made);
    const location = at(read.json, "/meta/location");
    const judge = expect.of("7643-3.1-meta-location-uri");
    if (!judge.at(read, "/meta/location").isNonEmptyString()) return;
    const list = target.supports("filter") === false ? null : await scim.list(type, { filter: `id eq ${JSON.stringify(made.id)}`, count: "2" });
    const replaced = target.supports("put") === false ? null : await scim.replace(made, made.sent);
    const shown = [
      ["the answer to POST", made.created, at(made.created.json, "/meta/location"), "/meta/location"],
      ["a list", list, at(list?.resources.find((r) => r["id"] === made.id), "/meta/location"), "/Resources/0/meta/location"],
      ["the answer to PUT", replaced, replaced?.ok ? at(replaced.json, "/meta/location") : undefined, "/meta/location"],
    ] as const;
    for (const [what, response, other, pointer] of shown) {
      if (!response || other === undefined) continue;
      judge.that(other === location, { message: `${what} gives the location ${JSON.stringify(other)}, GET gives ${JSON.stringify(location)}`, expected: location ?? null, actual: other, at: response, pointer });
    }
  },
});
