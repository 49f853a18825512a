import { check, capability } from "../../src/engine/api.ts";
import { textSearch } from "./syntax-support.ts";

export default check({
  id: "filter/usable",
  title: "A filter with eq on a text attribute finds the resource that has the value",
  failureTitle: "No filter with eq on a text attribute finds the resource that has the value",
  verifies: ["7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/declared"],
  detects: ["filter-text-equality-fails"],
  mutates: "own-resources",
  remedy: "Make userName, externalId and the names of resources findable with eq; clients look for their users that way.",
  async run({ given, expect, target, skip }) {
    const { found, tried } = await textSearch({ given, target });
    const requirement = "7644-3.4.2.2-op-eq";
    if (found) {
      expect.of(requirement).that(true, { message: `${found.place.path} eq finds the resource`, expected: found.fixture.id, actual: found.fixture.id });
      return;
    }
    if (tried.length === 0) skip("the resource that was made has no text of its own to look for");
    for (const { filter, response, id } of tried) {
      const got = response.ok ? `gives ${response.resources.length} resources, not the one that has the value alone` : `is answered with ${response.status}`;
      expect.of(requirement, response.status === 400 ? "filter/attribute-declined" : undefined).that(false, { message: `the filter ${filter} ${got}`, expected: [id], actual: response.ok ? response.resources.slice(0, 5).map((r) => r["id"] ?? null) : response.status, at: response, pointer: response.ok ? "/Resources" : "status" });
    }
  },
});
