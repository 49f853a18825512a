import { check, capability } from "../../src/engine/api.ts";
import { projectedList, subject, unasked } from "./support.ts";

export default check({
  id: "projection/attributes-list",
  title: "attributes on a list returns what it names and the minimum of each resource",
  failureTitle: "attributes on a list is not honoured",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-attributes-param", "7644-3.4.2-example-list"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["list-attributes-ignored", "list-attributes-drops-id"],
  mutates: "nothing",
  remedy: "Project the resources of a list exactly as single ones.",
  async run(context) {
    const { expect } = context;
    const { fixture, attributes } = await subject(context);
    const name = attributes[0]?.name ?? "";
    const list = await projectedList(context, fixture, { attributes: name });
    const extra = [...new Set(list.resources.flatMap((r) => unasked(context, r, [name])))];
    for (const id of ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-attributes-param"]) {
      expect.of(id).that(extra.length === 0, { message: `attributes=${name} on a list returns ${extra.join(", ")} as well`, expected: [name], actual: extra, at: list, pointer: `/Resources/0/${extra[0] ?? ""}` });
    }
    expect.of("7644-3.4.2-example-list").that(list.resources.every((r) => typeof r["id"] === "string"), { message: `attributes=${name} on a list returns resources without id`, expected: "an id in each", actual: list.resources[0]?.["id"] ?? null, at: list, pointer: "/Resources/0/id" });
  },
});
