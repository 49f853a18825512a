import { check, published } from "../../src/engine/api.ts";
import { CORE_GROUP, CORE_USER } from "../../src/scim/urn.ts";

export default check({
  id: "resource-type/names",
  title: "The core resource types are named User and Group, and each name occurs once",
  failureTitle: "Core resource types have odd names, or a name occurs twice",
  verifies: ["7643-6-name-must", "7643-6-name-required-unique"],
  needs: [published("resourceTypes")],
  after: ["resource-type/documents"],
  detects: ["type-name-twice", "type-core-name-odd"],
  mutates: "nothing",
  remedy: "Name the core types User and Group, and every type differently.",
  async run({ expect, target }) {
    const response = target.discovery.resourceTypes;
    const names = response.resources.map((r) => r["name"]);
    for (const [i, raw] of response.resources.entries()) {
      const at = { at: response, pointer: `/Resources/${i}/name`, actual: raw["name"] ?? null };
      expect.of("7643-6-name-required-unique").that(names.filter((n) => n === raw["name"]).length === 1, { message: `two resource types are named ${String(raw["name"])}`, expected: "a name of its own", ...at });
      const usual = raw["schema"] === CORE_USER ? "User" : raw["schema"] === CORE_GROUP ? "Group" : null;
      if (usual !== null) expect.of("7643-6-name-must", "resource-type/odd-core-name").that(raw["name"] === usual, { message: `the type with the core schema of ${usual} is named ${String(raw["name"])}`, expected: usual, ...at });
    }
  },
});
