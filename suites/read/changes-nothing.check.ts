import { check } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "read/changes-nothing",
  title: "GET changes nothing",
  failureTitle: "GET changes the resource",
  for: "each-resource-type",
  verifies: ["7644-3.2-get-retrieves"],
  after: ["read/by-id"],
  detects: ["read-touches-last-modified"],
  mutates: "nothing",
  remedy: "Leave meta.lastModified and meta.version alone when a resource is read.",
  async run({ scim, given, expect, type }) {
    const known = await given.shared(type);
    const first = await scim.get(known);
    await scim.list(type, { count: "1" });
    const second = await scim.get(known);
    expect.of("7644-3.2-get-retrieves").that(first.ok && second.ok, { message: `reading a ${type.name} is answered with ${second.status}`, expected: "success", actual: second.status, at: second, pointer: "status" });
    for (const name of ["/meta/lastModified", "/meta/version"]) expect.of("7644-3.2-get-retrieves").that(at(first.json, name) === at(second.json, name), { message: `${name} moved although the resource was only read`, expected: at(first.json, name) ?? null, actual: at(second.json, name) ?? null, at: second, pointer: name });
  },
});
