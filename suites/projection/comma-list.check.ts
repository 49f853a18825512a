import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { subject, unasked } from "./support.ts";

export default check({
  id: "projection/comma-list",
  title: "attributes takes several names, separated by commas",
  failureTitle: "attributes takes one name only, or not all that are named",
  for: "any-resource-type",
  verifies: ["7644-3.9-attributes-comma-list"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["attributes-first-name-only", "attributes-encoded-comma-ignored"],
  mutates: "nothing",
  remedy: "Split attributes at commas, after percent-decoding.",
  async run(context) {
    const { scim, expect } = context;
    const { fixture, attributes } = await subject(context);
    const names = attributes.slice(0, 2).map((a) => a.name);
    // The client encodes the comma in a query; in a path it stays as it is.
    for (const read of [await scim.get(`${fixture.url}?attributes=${names.join(",")}`), await scim.get(fixture.url, { query: { attributes: names.join(",") } })]) {
      const body = read.object ?? {};
      const missing = names.filter((n) => isUnassigned(member(body, n)));
      const extra = unasked(context, body, names);
      expect.of("7644-3.9-attributes-comma-list").that(read.ok && missing.length === 0 && extra.length === 0, { message: `${new URL(read.url).search} ${missing.length > 0 ? `lacks ${missing.join(", ")}` : `returns ${extra.join(", ")} as well`} (${read.status})`, expected: names, actual: Object.keys(body), at: read, pointer: "" });
    }
  },
});
