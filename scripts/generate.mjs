// Writes suites/schema/characteristics.ts from the catalogue; with --check, fails if it is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const at = (name) => new URL(`../${name}`, import.meta.url);
const table = JSON.parse(readFileSync(at("suites/catalogue/schema-characteristics.json"), "utf8")).attributes;
const entries = ["rfc7643.yaml", "rfc7644.yaml"].flatMap((f) => parse(readFileSync(at(`suites/catalogue/${f}`), "utf8")));
const SHORT = { User: "core:2.0:User", Group: "core:2.0:Group", EnterpriseUser: "extension:enterprise:2.0:User", ServiceProviderConfig: "core:2.0:ServiceProviderConfig", ResourceType: "core:2.0:ResourceType", Schema: "core:2.0:Schema" };
const rows = entries.filter((e) => e.attr && e.testable !== "no" && e.area === "schema").map((e) => {
  const [short, ...path] = e.attr.split(".");
  const schema = `urn:ietf:params:scim:schemas:${SHORT[short]}`;
  const found = table.find((a) => a.schema === schema && a.path === path.join("."));
  if (!found) throw new Error(`${e.id}: no characteristics for ${e.attr}`);
  const all = { ...found.printed, ...found.corrected };
  const { type, multiValued } = all;
  return { requirement: e.id, attr: e.attr, schema, path: path.join("."), type, multiValued };
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
