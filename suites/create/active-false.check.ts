import { check, attribute } from "../../src/engine/api.ts";

export default check({
  id: "create/active-false",
  title: "A user can be created inactive",
  failureTitle: "A user that is created inactive is active",
  for: "User",
  verifies: ["7644-3.3-create-server-may-alter"],
  needs: [attribute.sendable("User", "active")],
  after: ["create/created"],
  detects: ["create-active-false-ignored"],
  mutates: "own-resources",
  remedy: "Store active false when the client sends it: the account must not be usable.",
  async run({ given, expect, type }) {
    const made = await given.resource(type, { active: false });
    expect.of("7644-3.3-create-server-may-alter", "create/value-lost").at(made.created, "/active").equals(false);
  },
});
