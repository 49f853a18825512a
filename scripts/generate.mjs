// Writes from the catalogue: suites/schema/characteristics.ts, docs/decisions, and suites/catalogue/open-decisions.yaml without
// the points that are no longer open (it never adds one); and docs/api.md from the doc comments of the package. With --check, fails if a file is out of date.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
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
const stale = [];
/** Writes a file that differs, or with --check remembers it. */
function put(name, content) {
  if (existsSync(at(name)) && readFileSync(at(name), "utf8") === content) return;
  if (process.argv.includes("--check")) stale.push(name);
  else writeFileSync(at(name), content);
}

put("suites/schema/characteristics.ts", text);
// What follows is written by compiled code, so that the pages and `scimspec explain` cannot differ.
const { status } = spawnSync(process.execPath, [fileURLToPath(at("scripts/build.mjs"))], { stdio: "inherit" });
if (status !== 0) process.exit(1);
const [{ loadCatalogue }, { renderDecisionPages }, { decisionOf }] = await Promise.all(["load", "decisions", "carried"].map((n) => import(at(`dist/src/catalogue/${n}.js`))));
const catalogue = loadCatalogue();
for (const [name, page] of renderDecisionPages(catalogue)) put(`docs/decisions/${name}`, page);
const OPEN = "suites/catalogue/open-decisions.yaml";
const open = new Set(catalogue.ambiguities.filter((p) => decisionOf(p, catalogue).carrier === "open").map((p) => p.id));
const kept = readFileSync(at(OPEN), "utf8").split("\n").filter((l) => !/^- \S+$/.test(l) || open.has(l.slice(2)));
put(OPEN, kept.join("\n"));
const { renderApi } = await import(at("dist/scripts/api.js"));
const modules = Object.entries(JSON.parse(readFileSync(at("package.json"), "utf8")).exports).filter(([, e]) => typeof e === "object");
try {
  put("docs/api.md", renderApi(modules.map(([name, e]) => ({ name: name.replace(/^\./, "scimspec"), file: e.types.replace(/^\.\//, "") })), (path) => readFileSync(at(path), "utf8")));
} catch (error) {
  console.error(`docs/api.md: ${error.message}`);
  process.exit(1);
}
for (const name of stale) console.error(`${name} is out of date: run npm run generate`);
if (stale.length > 0) process.exit(1);
