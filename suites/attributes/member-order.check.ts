import { check } from "../../src/engine/api.ts";

export default check({
  id: "attributes/member-order",
  title: "The order of members in a request carries no meaning",
  failureTitle: "The order of members in a request matters",
  for: "any-resource-type",
  verifies: ["7643-2.3.8-order-must-not-matter", "7643-3-schemas-order-irrelevant"],
  after: ["create/created"],
  detects: ["member-order-matters", "schemas-order-matters"],
  mutates: "own-resources",
  remedy: "Read the body as a whole; depend neither on the order of members nor on that of schemas.",
  async run({ scim, given, expect, type }) {
    const full = given.fullBody(type);
    const straight = await scim.create(type, full);
    if (!straight.ok) return void expect.of("7643-2.3.8-order-must-not-matter").that(true, { message: "a body with every attribute is refused as a whole" });
    const again = given.fullBody(type);
    const turned = Object.fromEntries(Object.entries(again).toReversed());
    const reversed = await scim.create(type, turned);
    expect.of("7643-2.3.8-order-must-not-matter").that(reversed.ok, { message: `the same members in reverse order are answered with ${reversed.status}`, expected: straight.status, actual: reversed.status, at: reversed, pointer: "status" });
    const schemas = again["schemas"];
    if (!Array.isArray(schemas) || schemas.length < 2) return;
    const third = await scim.create(type, { ...given.fullBody(type), schemas: schemas.toReversed() });
    expect.of("7643-3-schemas-order-irrelevant").that(third.ok, { message: `schemas with the extension first is answered with ${third.status}`, expected: straight.status, actual: third.status, at: third, pointer: "status" });
  },
});
