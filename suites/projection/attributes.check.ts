import { check, capability } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { subject, unasked } from "./support.ts";

export default check({
  id: "projection/attributes",
  title: "attributes on a resource returns what it names and the minimum, nothing else",
  failureTitle: "attributes on a resource is not honoured",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-projection-controls-return", "7644-3.4.2.5-attributes-param", "7644-3.9-attributes-overrides", "7643-7-returned-default-with-attributes", "7644-3.9-attributes-contains-minimum"],
  needs: [capability("projection")],
  after: ["read/by-id"],
  detects: ["attributes-ignored", "attributes-drops-id", "attributes-without-schemas"],
  mutates: "nothing",
  remedy: "With attributes, return the attributes named, those whose returned is always, and nothing more.",
  async run(context) {
    const { scim, expect } = context;
    const { fixture, attributes } = await subject(context);
    const name = attributes[0]?.name ?? "";
    const read = await scim.get(fixture.url, { query: { attributes: name } });
    const body = read.object ?? {};
    const asked = expect.of("7644-3.9-attributes-contains-minimum");
    if (!asked.status(read, 200)) return;
    asked.at(read, "/id").equals(fixture.id);
    asked.that(member(body, name) !== undefined, { message: `attributes=${name} does not return ${name}`, expected: name, actual: Object.keys(body), at: read, pointer: `/${name}` });
    expect.of("7644-3.9-attributes-contains-minimum", "projection/schemas-missing").at(read, "/schemas").exists();
    const extra = unasked(context, body, [name]);
    for (const id of ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-projection-controls-return", "7644-3.4.2.5-attributes-param", "7644-3.9-attributes-overrides", "7643-7-returned-default-with-attributes"]) {
      expect.of(id).that(extra.length === 0, { message: `attributes=${name} returns ${extra.join(", ")} as well`, expected: [name], actual: [...extra], at: read, pointer: `/${extra[0] ?? ""}` });
    }
  },
});
