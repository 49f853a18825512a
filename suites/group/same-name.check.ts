import { check } from "../../src/engine/api.ts";

export default check({
  id: "group/same-name",
  title: "Two groups may have one displayName, where the schema does not declare it unique",
  failureTitle: "Two groups cannot have one displayName, although the schema does not declare it unique",
  for: "Group",
  verifies: ["7643-4.2-display-name-required"],
  after: ["create/created"],
  detects: ["group-name-unique"],
  mutates: "own-resources",
  remedy: "Declare uniqueness server for displayName in the Group schema, or accept the second group.",
  async run({ scim, given, expect, target, type, skip }) {
    const uniqueness = target.attribute(type, "displayName")?.uniqueness ?? "none";
    if (uniqueness !== "none") skip(`the schema declares displayName of ${type.name} unique (${uniqueness})`);
    const made = await given.resource(type);
    const second = await scim.create(type, given.body(type, { displayName: made.sent["displayName"] }));
    const code = second.status === 409 ? "group/name-conflict" : undefined;
    expect.of("7643-4.2-display-name-required", code).that(second.status !== 409 && second.status < 500, { message: `a second group with the displayName ${JSON.stringify(made.sent["displayName"])} is answered with ${second.status}`, expected: "success", actual: second.status, at: second, pointer: "status" });
  },
});
