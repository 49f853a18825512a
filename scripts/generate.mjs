// Writes suites/schema/characteristics.ts from the catalogue; with --check, fails if it is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const at = (name) => new URL(`../${name}`, import.meta.url);
const table = JSON.parse(readFileSync(at("suites/catalogue/schema-characteristics.json"), "utf8")).attributes;
const entries = ["rfc7643.yaml", "rfc7644.yaml"].flatMap((f) => parse(readFileSync(at(`suites/catalogue/${f}`), "utf8")));
const SHORT = { User: "core:2.0:User", Group: "core:2.0:Group", EnterpriseUser: "extension:enterprise:2.0:User", ServiceProviderConfig: "core:2.0:ServiceProviderConfig", ResourceType: "core:2.0:ResourceType", Schema: "core:2.0:Schema" };
const short = (schema) => Object.keys(SHORT).find((k) => `urn:ietf:params:scim:schemas:${SHORT[k]}` === schema);
const byAttr = new Map(entries.filter((e) => e.attr && e.testable !== "no" && e.area === "schema").map((e) => [e.attr, e.id]));
// A sub-attribute without an entry of its own is judged by the entry of its parent.
const requirementOf = (attr) => {
  for (let a = attr; a.includes("."); a = a.slice(0, a.lastIndexOf("."))) if (byAttr.has(a)) return byAttr.get(a);
  return attr.startsWith("ServiceProviderConfig") || attr.startsWith("ResourceType") || attr.startsWith("Schema") ? "7643-8.7.2-fixed-schemas" : "7643-7-schema-describes-attributes";
};
const rows = table.map(({ schema, path, printed, corrected }) => {
  const { type, multiValued } = { ...printed, ...corrected };
  const attr = `${short(schema)}.${path}`;
  return { requirement: requirementOf(attr), attr, schema, path, type, multiValued };
});
const text = `/** Written by \`npm run generate\` from the catalogue: the characteristics of RFC 7643 section 8.7 that a published schema must match. */
export interface CharacteristicRow {
  readonly requirement: string;
  /** Short name of the schema and path: \`User.name\`. */
  readonly attr: string;
  readonly schema: string;
  readonly path: string;
  readonly type: string;
  readonly multiValued: boolean;
}

export const CHARACTERISTICS: readonly CharacteristicRow[] = ${JSON.stringify(rows, null, 2).replace(/"(\w+)":/g, "$1:")};
`;
if (process.argv.includes("--check")) {
  if (readFileSync(at("suites/schema/characteristics.ts"), "utf8") !== text) {
    console.error("suites/schema/characteristics.ts is out of date: run npm run generate");
    process.exit(1);
  }
} else writeFileSync(at("suites/schema/characteristics.ts"), text);
