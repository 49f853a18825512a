/** Skeletons for this repository: a check of the suites, its fault and its page. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../config/words.ts";
import { CAPABILITIES } from "../model/capability.ts";
import { checkId, identifier, insertAbove, ScaffoldError, textOf, type NewFile, type Scaffold } from "./files.ts";

/** Folders beside the areas: the catalogue is no area, and a property is written otherwise. */
const OTHERS = ["catalogue", "properties"];
const FAULTS = "src/reference/faults";

/** True if the folder is the source of scimspec itself. */
export function isRepository(folder: string): boolean {
  try {
    return (JSON.parse(textOf(folder, "package.json") ?? "{}") as { readonly name?: string }).name === "scimspec" && textOf(folder, "suites/catalogue/rfc7644.yaml") !== null;
  } catch {
    return false;
  }
}

function checkArea(area: string, folder: string): void {
  const areas = readdirSync(join(folder, "suites"), { withFileTypes: true }).filter((e) => e.isDirectory() && !OTHERS.includes(e.name)).map((e) => e.name);
  if (areas.includes(area)) return;
  if (area === "properties") throw new ScaffoldError("a property is more than a skeleton can begin: docs/properties.md says how one is written");
  const near = nearest(area, areas);
  throw new ScaffoldError(`there is no area ${area}${near === undefined ? "" : `; did you mean ${near}?`} The areas are: ${areas.join(", ")}`);
}

const texts = (fault: string): string => `  title: "TODO: what a conforming server does",
  failureTitle: "TODO: what this server does instead",
  verifies: ["TODO-requirement"], // ids of the catalogue: scimspec list requirements
  detects: ["${fault}"],
  remedy: "TODO: what to change in the server, in plain words",
`;

const unfinished = (id: string): string => `throw new Error("${id} is a skeleton: record what is to be judged with expect.of(requirement)");`;

function checkText(id: string, area: string, fault: string): string {
  const needs = CAPABILITIES.find((c) => c === area);
  return `import { ${needs ? "capability, " : ""}check } from "../../src/engine/api.ts";

export default check({
  id: "${id}",
${texts(fault)}  for: "User",
${needs ? `  needs: [capability("${needs}")],\n` : ""}  mutates: "own-resources",
  async run() {
    // async run({ scim, given, expect }) {
    //   const user = await given.user();
    //   expect.of("...").status(await scim.get(user), 200);
    // }
    ${unfinished(id)}
  },
});
`;
}

function invariantText(id: string, fault: string): string {
  return `import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "${id}",
${texts(fault)}  judge() {
    // judge(exchange, { expect }) {
    //   expect.of("...").header(exchange, "content-type").exists();
    // }
    ${unfinished(id)}
  },
});
`;
}

function faultText(area: string, fault: string, name: string): string {
  return `import { faultsOf, type Fault } from "./fault.ts";

const { must } = faultsOf("${area}");

export const ${name}: readonly Fault[] = [
  // TODO: name the requirement, and replace the functions of the behaviour that break it; fault.ts has the small helpers.
  { ...must("${fault}", "TODO: what the faulty server does", "TODO-requirement"), apply: () => ({}) },
];
`;
}

const page = (id: string): string => `# ${id}

TODO: this page is written by \`npm run detection\` once the check is finished.
`;

/** The list of faults with the new ones in it. */
function registered(folder: string, file: string, name: string): NewFile {
  const path = join(FAULTS, "index.ts");
  const text = textOf(folder, path) ?? "";
  const listed = insertAbove(text, "const ALL: readonly Fault[] = [", `import { ${name} } from "./${file}.ts";\n`);
  const end = listed?.indexOf("\n];", listed.indexOf("const ALL")) ?? -1;
  if (listed === null || end < 0) throw new ScaffoldError(`${path} does not list its faults as it used to; add the skeleton by hand`);
  const joined = `${listed.slice(0, end)}\n  ...${name},${listed.slice(end)}`;
  // The import stands directly below the others.
  return { path: join(folder, path), content: joined.replace(/\n\n(import \{ \w+ \} from "[^"]+";\n)\n/, "\n$1\n"), changes: true };
}

/** The files of a new check of the suites. Throws a ScaffoldError for an id or area that cannot be. */
export function newCheck(id: string, folder: string): Scaffold {
  checkId(id);
  const [area = "", ...words] = id.split("/");
  checkArea(area, folder);
  const fault = id.replaceAll("/", "-");
  const name = `${identifier(fault)}Faults`;
  const kind = area === "invariants" ? "invariant" : "check";
  return {
    files: [
      { path: join(folder, "suites", area, `${words.join("/")}.${kind}.ts`), content: kind === "check" ? checkText(id, area, fault) : invariantText(id, fault) },
      { path: join(folder, FAULTS, `${fault}.ts`), content: faultText(area, fault, name) },
      { path: join(folder, "docs/checks", `${id}.md`), content: page(id) },
      registered(folder, fault, name),
    ],
    next: ["Fill in what is marked with TODO; npx vitest run test/selftest.test.ts -t metadata says what is left.", `Then: npm run detection -- --only ${fault}`],
  };
}
