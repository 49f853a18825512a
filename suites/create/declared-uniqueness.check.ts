import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/declared-uniqueness",
  title: "A repeated value of an attribute that the schema declares unique is refused",
  failureTitle: "A repeated value of an attribute that the schema declares unique is accepted",
  for: "each-resource-type",
  verifies: ["7643-7-uniqueness-server-should", "7643-7-uniqueness-global-should"],
  after: ["create/created"],
  detects: ["create-declared-unique-accepted"],
  mutates: "own-resources",
  remedy: "Refuse the second resource with 409 uniqueness, or declare the attribute's uniqueness as none.",
  async run({ scim, given, expect, target, type, skip }) {
    // userName has a stricter rule of its own: create/duplicate-user-name.
    const unique = target.attributes(type).filter((a) => !a.extension && a.uniqueness !== "none" && a.type === "string" && !a.multiValued && a.mutability !== "readOnly" && a.name.toLowerCase() !== "username" && a.schema !== "" && target.maySend(type, a.name));
    if (unique.length === 0) skip(`the schema of ${type.name} declares no attribute of uniqueness server or global that is judged here (/Schemas)`);
    for (const a of unique) {
      const value = given.unique();
      await given.resource(type, { [a.name]: value });
      const second = await scim.create(type, { ...given.body(type), [a.name]: value });
      expect.of(a.uniqueness === "server" ? "7643-7-uniqueness-server-should" : "7643-7-uniqueness-global-should").that(second.status === 409, { message: `a second ${type.name} with the same ${a.name} (uniqueness ${a.uniqueness}) is answered with ${second.status}`, expected: 409, actual: second.status, at: second, pointer: "status" });
    }
  },
});
