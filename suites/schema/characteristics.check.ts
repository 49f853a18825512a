import { check, published } from "../../src/engine/api.ts";
import { CHARACTERISTICS } from "./characteristics.ts";
import { definitions } from "../../src/scim/definitions.ts";
import { sameUrn } from "../../src/scim/urn.ts";

const [FIRST, ...REST] = CHARACTERISTICS;
if (!FIRST) throw new Error("suites/schema/characteristics.ts is empty: npm run generate");

/** Characteristics that the running text of RFC 7643 sections 4.1 to 4.3 fixes, beside type and plurality. */
const FIXED: Readonly<Record<string, Readonly<Record<string, readonly (string | boolean)[]>>>> = {
  "User.userName": { required: [true], caseExact: [false], uniqueness: ["server", "global"] },
  "User.password": { mutability: ["writeOnly"], returned: ["never"] },
  "User.groups": { mutability: ["readOnly"] },
  "EnterpriseUser.manager.displayName": { mutability: ["readOnly"] },
};

export default check({
  id: "schema/characteristics",
  title: "Published schemas define the attributes of RFC 7643 section 8.7 with their type and plurality",
  failureTitle: "Published schemas give attributes of RFC 7643 section 8.7 another type or plurality",
  verifies: [FIRST.requirement, ...new Set(REST.map((row) => row.requirement).filter((id) => id !== FIRST.requirement))],
  needs: [published("schemas")],
  detects: ["schema-manager-wrong-shape", "schema-fixed-characteristics-wrong", ...CHARACTERISTICS.flatMap((row) => [`schema-characteristic:${row.attr}.type`, `schema-characteristic:${row.attr}.multiValued`])],
  mutates: "nothing",
  remedy: "Publish each attribute with the type and multiValued of RFC 7643 section 8.7; leave out attributes that you do not support.",
  async run({ expect, target }) {
    const all = [...definitions(target.discovery.schemas)];
    for (const row of CHARACTERISTICS) {
      const found = all.find((d) => sameUrn(d.schema, row.schema) && d.path.toLowerCase() === row.path.toLowerCase());
      // An attribute that is not listed is not supported: no finding.
      if (!found) continue;
      const type = String(found.raw["type"]).toLowerCase();
      const evidence = { at: target.discovery.schemas };
      // A reference published as a string is tolerated with a warning (profileUrl in the wild).
      const soft = row.type === "reference" && type === "string" ? "schema/reference-as-string" : undefined;
      expect.of(row.requirement, soft).that(type === row.type.toLowerCase(), { message: `${row.attr} is published with type ${type}`, expected: row.type, actual: found.raw["type"] ?? null, pointer: `${found.pointer}/type`, ...evidence });
      const plural = found.raw["multiValued"] === true;
      const lax = row.path === "schemaExtensions" ? "schema/fixed-characteristic-differs" : undefined;
      expect.of(row.requirement, lax).that(plural === row.multiValued, { message: `${row.attr} is published with multiValued ${plural}`, expected: row.multiValued, actual: found.raw["multiValued"] ?? null, pointer: `${found.pointer}/multiValued`, ...evidence });
      for (const [member, allowed] of Object.entries(FIXED[row.attr] ?? {})) {
        const value = found.raw[member];
        // An omitted characteristic has its default, which no schema has to print (RFC 7643 section 2.2).
        const known = value === undefined || value === null ? undefined : allowed.some((a) => a === value);
        if (known !== undefined) expect.of(row.requirement).that(known, { message: `${row.attr} is published with ${member} ${JSON.stringify(value)}`, expected: [...allowed], actual: value ?? null, pointer: `${found.pointer}/${member}`, ...evidence });
      }
    }
  },
});
