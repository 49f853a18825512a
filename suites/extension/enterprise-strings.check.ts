import { integer } from "fast-check";
import { check } from "../../src/engine/api.ts";
import { ENTERPRISE, valueIn, withExtension } from "./choose.ts";

const NAMES = ["employeeNumber", "costCenter", "organization", "division", "department"];

export default check({
  id: "extension/enterprise-strings",
  title: "employeeNumber, costCenter, organization, division and department keep their text",
  failureTitle: "employeeNumber, costCenter, organization, division or department do not keep their text",
  for: "User",
  verifies: ["7643-4.3-string-attributes"],
  after: ["create/created", "extension/accepted", "extension/container"],
  detects: ["extension-employee-number-as-number", "extension-division-lost"],
  mutates: "own-resources",
  remedy: "Store these attributes as strings, leading zeros included.",
  async run({ scim, given, expect, target, type, skip, sample }) {
    const names = NAMES.filter((n) => target.attribute(type, `${ENTERPRISE}:${n}`)?.mutability === "readWrite" && target.maySend(type, `${ENTERPRISE}:${n}`));
    if (names.length === 0) return skip("the server's schemas offer none of these attributes for User (/Schemas)");
    const [number = 0] = sample("employeeNumber", integer({ min: 100_000, max: 999_999 }), 1);
    const value = (name: string): string => (name === "employeeNumber" ? `0${number}` : `${name} ${given.unique()}`);
    const sent = Object.fromEntries(names.map((n) => [n, value(n)]));
    const made = await given.resource(type, withExtension(given.body(type), ENTERPRISE, sent));
    const read = await scim.settled(() => scim.get(made), (r) => names.every((name) => valueIn(r.object, { urn: ENTERPRISE, name }) === sent[name]));
    for (const name of names) {
      const got = valueIn(read.object, { urn: ENTERPRISE, name });
      expect.of("7643-4.3-string-attributes", got === undefined ? "extension/string-lost" : undefined).that(got === sent[name] || (typeof got === "string" && target.attribute(type, `${ENTERPRISE}:${name}`)?.caseExact !== true && got.toLowerCase() === sent[name]?.toLowerCase()), { message: `${name} was sent as ${JSON.stringify(sent[name])} and is returned as ${JSON.stringify(got) ?? "no value"}`, expected: sent[name] ?? null, actual: got ?? null, at: read, pointer: `/${ENTERPRISE}/${name}` });
    }
  },
});
