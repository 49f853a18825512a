import { check, attribute } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";

export default check({
  id: "security/external-id-no-id",
  title: "An externalId that happens to be the id of another resource does not lead to it",
  failureTitle: "An externalId is taken for the id of another resource",
  for: "any-resource-type",
  verifies: ["7643-3.1-external-id-client-identifier"],
  needs: [attribute.sendable("*", "externalId")],
  after: ["create/created", "create/external-id"],
  detects: ["externalid-mapped-to-internal-id"],
  mutates: "own-resources",
  remedy: "Keep externalId apart from whatever identifies the service's own accounts.",
  async run({ scim, given, expect, type, require }) {
    const victim = await given.resource(type);
    const before = await scim.get(victim);
    const made = await scim.create(type, given.body(type, { externalId: victim.id }));
    require(made.ok, "create", `a ${type.name} with externalId is answered with ${made.status}`);
    const after = await scim.get(victim);
    const judge = expect.of("7643-3.1-external-id-client-identifier");
    judge.that(made.object?.["id"] !== victim.id, { message: `a POST with the externalId ${victim.id} answers with the resource of that id`, expected: "a new id", actual: made.object?.["id"] ?? null, at: made, pointer: "/id" });
    const changed = changedElsewhere(before.object ?? {}, after.object ?? {}, []);
    judge.that(after.ok && changed.length === 0, { message: `a POST with the id of a resource as its externalId changed that resource (${changed.join(", ")})`, expected: "unchanged", actual: [...changed], at: after, pointer: changed[0] ?? "" });
  },
});
