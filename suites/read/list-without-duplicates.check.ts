import { check } from "../../src/engine/api.ts";

export default check({
  id: "read/list-without-duplicates",
  title: "No two resources of a type share a value that the schema declares unique",
  failureTitle: "Listed resources share a value that the schema declares unique",
  for: "each-resource-type",
  verifies: ["7643-7-uniqueness-server-no-duplicates"],
  after: ["create/created"],
  provides: ["list"],
  detects: ["list-repeats-user-names"],
  mutates: "nothing",
  remedy: "Enforce uniqueness when resources are created and changed, or declare it as none.",
  async run({ scim, given, expect, target, type }) {
    await given.shared(type);
    const unique = target.attributes(type).filter((a) => a.uniqueness === "server" && a.type === "string" && !a.multiValued && a.schema !== "" && !a.extension);
    const response = await scim.list(type, { count: "100" });
    let compared = 0;
    for (const a of unique) {
      const seen = new Map<string, string>();
      for (const resource of response.resources) {
        const [id, value] = [resource["id"], resource[a.name]];
        if (typeof value !== "string" || typeof id !== "string") continue;
        const key = a.caseExact ? value : value.toLowerCase();
        const other = seen.get(key) ?? id;
        seen.set(key, id);
        compared += 1;
        expect.of("7643-7-uniqueness-server-no-duplicates").that(other === id, { message: `two resources have the ${a.name} ${value}`, expected: "one", actual: [other, id], at: response });
      }
    }
    if (compared === 0) expect.of("7643-7-uniqueness-server-no-duplicates").observe(`the first page of ${type.name} shows no value that must be unique`, { at: response });
  },
});
