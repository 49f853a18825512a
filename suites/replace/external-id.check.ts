import { check, attribute, capability } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "replace/external-id",
  title: "externalId can be changed and cleared with PUT",
  failureTitle: "externalId cannot be changed or cleared with PUT",
  for: "any-resource-type",
  verifies: ["7643-3.1-external-id-read-write"],
  needs: [attribute.sendable("*", "externalId"), capability("put")],
  after: ["replace/values", "create/null-and-empty"],
  detects: ["put-external-id-fixed"],
  mutates: "own-resources",
  remedy: "Treat externalId as readWrite.",
  async run({ scim, given, expect, type, skip }) {
    const made = await given.resource(type, { externalId: given.unique() });
    if (isUnassigned(made.body["externalId"])) skip(`the server does not keep externalId for ${type.name}`);
    const value = given.unique();
    const changed = await scim.replace(made, { ...made.sent, externalId: value });
    const read = await scim.get(made);
    const judge = expect.of("7643-3.1-external-id-read-write");
    judge.that(changed.ok && read.object?.["externalId"] === value, { message: `PUT of a new externalId is answered with ${changed.status} and reads ${JSON.stringify(read.object?.["externalId"]) ?? "nothing"}`, expected: value, actual: read.object?.["externalId"] ?? null, at: read, pointer: "/externalId" });
    const cleared = await scim.replace(made, { ...made.sent, externalId: null });
    const after = await scim.get(made);
    judge.that(cleared.ok && isUnassigned(after.object?.["externalId"]), { message: `PUT of externalId null is answered with ${cleared.status}, and reads ${JSON.stringify(after.object?.["externalId"]) ?? "nothing"}`, expected: "no value", actual: after.object?.["externalId"] ?? null, at: after, pointer: "/externalId" });
  },
});
