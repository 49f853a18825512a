/** Skeletons for plugins: the module, and checks in it. */
import { basename, join, resolve } from "node:path";
import { nearest } from "../config/words.ts";
import { AREAS } from "../catalogue/validate.ts";
import { CAPABILITIES } from "../model/capability.ts";
import { checkId, identifier, insertAbove, ScaffoldError, textOf, type NewFile, type Scaffold } from "./files.ts";

/** Where a project keeps its plugin, unless it says otherwise. */
export const PLUGIN_FOLDER = "scim-checks";
const IMPORTS = "// scimspec new check: imports stand above";
const ENTRIES = "// scimspec new check: checks stand above";
const NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

const packageText = (name: string): string => `${JSON.stringify({ name, version: "0.1.0", private: true, type: "module", exports: "./index.js", peerDependencies: { scimspec: "*" } }, null, 2)}\n`;

const indexText = (name: string): string => `/** Own checks of ${name} for scimspec. The ids of all that stands here begin with the name. */
${IMPORTS}

export const name = "${name}";

/** Rules beside those of the RFCs, which checks may judge as well. */
export const requirements = [
  // { id: "${name}/users-have-mail", level: "MUST", text: "Each user has a mail address.", link: "https://example.com/rules#mail" },
];

export const checks = [
  ${ENTRIES}
];
`;

function checkText(id: string, name: string, area: string): string {
  const needs = CAPABILITIES.find((c) => c === area);
  return `import { ${needs ? "capability, " : ""}check } from "scimspec";

export default check({
  id: "${name}/${id}",
  title: "TODO: what a server does that keeps the rule",
  failureTitle: "TODO: what this server does instead",
  for: "User",
  verifies: ["${name}/TODO"], // own requirements of index.js, or requirements of the RFCs: scimspec list requirements
${needs ? `  needs: [capability("${needs}")],\n` : ""}  mutates: "own-resources",
  remedy: "TODO: what to change in the server, in plain words",
  async run() {
    // async run({ scim, given, expect }) {
    //   const user = await given.user();
    //   expect.of("${name}/...").at(await scim.get(user), "/displayName").exists();
    // }
    throw new Error("it is a skeleton: record what is to be judged with expect.of(requirement)");
  },
});
`;
}

function nameOf(folder: string): string | null {
  const [, written] = /export const name = "([^"]+)"/.exec(textOf(folder, "index.js") ?? "") ?? [];
  if (written !== undefined) return written;
  try {
    const { name } = JSON.parse(textOf(folder, "package.json") ?? "{}") as { readonly name?: unknown };
    return typeof name === "string" && NAME.test(name) ? name : null;
  } catch {
    return null;
  }
}

const isTaken = (name: string): boolean => name === "scimspec" || name === "rfc" || AREAS.includes(name);

/** The name of the plugin that is there, or one for it: that of the project, or of the folder. */
function derivedName(folder: string): string {
  const candidates = [nameOf(folder), nameOf("."), basename(resolve(folder)).toLowerCase()];
  return candidates.find((n): n is string => n !== null && NAME.test(n) && !isTaken(n)) ?? "own";
}

/** The files of a new plugin. Throws a ScaffoldError for a name that cannot be. */
export function newPlugin(name: string, folder: string = PLUGIN_FOLDER): Scaffold {
  const near = name.toLowerCase().replace(/[^a-z0-9@/._-]+/g, "-").replace(/^[-._/]+|[-/]+$/g, "");
  if (!NAME.test(name)) throw new ScaffoldError(`${name} is no name of a plugin: write lower-case letters, digits and hyphens, such as ${NAME.test(near) ? near : "acme"}; or that of a package, such as @acme/scim-checks`);
  if (isTaken(name)) throw new ScaffoldError(`${name} is a name of scimspec's own; choose another, such as that of your product`);
  return {
    files: [
      { path: join(folder, "package.json"), content: packageText(name) },
      { path: join(folder, "index.js"), content: indexText(name) },
    ],
    next: [`Name it in scimspec.yaml: extend: ["./${join(folder, "index.js")}"]`, `Then: scimspec new check <area>/<words>${folder === PLUGIN_FOLDER ? "" : ` --folder ${folder}`}`],
  };
}

/** The folder of the plugin: as given, else the working folder if it is one, else `scim-checks`. */
function folderOf(given: string | undefined): string {
  if (given !== undefined) return given;
  return textOf(".", "index.js")?.includes(IMPORTS) ? "." : PLUGIN_FOLDER;
}

/** A slip in the area's name would found an area of its own; what is far from all areas may be one. */
function checkArea(area: string): void {
  const near = AREAS.includes(area) ? undefined : nearest(area, AREAS);
  if (near !== undefined) throw new ScaffoldError(`there is no area ${area}; did you mean ${near}? An area of your own has a name that is not so near to one of scimspec's`);
  if (area === "invariants") throw new ScaffoldError("an invariant stands in `invariants` of the plugin, and is short: docs/own-checks.md shows one");
}

/** The index with the check in it, or what to write into it by hand. */
function registered(folder: string, text: string, id: string, file: string): { readonly index: NewFile | null; readonly next: readonly string[] } {
  const name = identifier(id);
  const line = `import ${name} from "./checks/${file}";`;
  const imported = insertAbove(text, IMPORTS, line);
  const content = imported === null ? null : insertAbove(imported, ENTRIES, `${name},`);
  const path = join(folder, "index.js");
  if (content === null) return { index: null, next: [`Add it to ${path}: ${line} and ${name} in its \`checks\``] };
  return { index: { path, content, changes: true }, next: [] };
}

/** The files of a new check in a plugin; those of the plugin too, if there is none. Throws a ScaffoldError for an id that cannot be. */
export function newPluginCheck(id: string, given?: string): Scaffold {
  checkId(id);
  const [area = ""] = id.split("/");
  checkArea(area);
  const folder = folderOf(given);
  const known = textOf(folder, "index.js");
  const derived = derivedName(folder);
  const made = known === null ? newPlugin(derived, folder) : null;
  const parts = (made?.files ?? []).filter((f) => basename(f.path) !== "package.json" || textOf(folder, "package.json") === null);
  const index = known ?? indexText(derived);
  const file = `${id.replaceAll("/", "-")}.js`;
  const entry = registered(folder, index, id, file);
  return {
    files: [
      ...parts.filter((f) => basename(f.path) !== "index.js"),
      { path: join(folder, "checks", file), content: checkText(id, derived, area) },
      ...(entry.index ? [entry.index] : []),
    ],
    next: [
      ...entry.next,
      ...(made ? [`Name the plugin in scimspec.yaml: extend: ["./${join(folder, "index.js")}"]`] : []),
      "Fill in what is marked with TODO, and name the rule in `requirements` of index.js; scimspec run says what is left.",
    ],
  };
}
