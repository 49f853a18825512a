// Builds dist/: compiles with tsc, copies templates and styles, and writes the validated catalogue as JSON.
// Does nothing when dist is newer than every source, so that `npm start` and `npm test` stay quick.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["src", "suites", "reports", "scripts", "tsconfig.json", "package.json"];
const stamp = join(root, "dist", ".built");

function* files(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) yield { path, time: stat.mtimeMs };
  else for (const name of readdirSync(path)) yield* files(join(path, name));
}

function newest() {
  let time = 0;
  for (const source of sources) if (existsSync(join(root, source))) for (const f of files(join(root, source))) time = Math.max(time, f.time);
  return time;
}

async function build() {
  // Built aside and swapped in, so that a process that uses dist never sees half of it.
  const target = join(root, `.dist-${process.pid}`);
  rmSync(target, { recursive: true, force: true });
  try {
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json"), "--outDir", target], { stdio: "inherit", cwd: root });
    for (const { path } of files(join(root, "reports"))) {
      if (!/\.(hbs|css|js)$/.test(path)) continue;
      const to = join(target, relative(root, path));
      mkdirSync(dirname(to), { recursive: true });
      cpSync(path, to);
    }
    const { parseCatalogue } = await import(pathToFileURL(join(target, "src/catalogue/catalogue.js")).href);
    const { readCatalogueFiles } = await import(pathToFileURL(join(target, "src/catalogue/load.js")).href);
    const { catalogue, problems } = parseCatalogue(readCatalogueFiles(pathToFileURL(join(root, "suites/catalogue/"))));
    if (problems.length > 0) throw new Error(`the catalogue is not valid:\n${problems.join("\n")}`);
    mkdirSync(join(target, "suites/catalogue"), { recursive: true });
    writeFileSync(join(target, "suites/catalogue/catalogue.json"), JSON.stringify(catalogue));
    chmodSync(join(target, "src/cli/main.js"), 0o755);
    writeFileSync(join(target, ".built"), "");
    const old = join(root, `.dist-old-${process.pid}`);
    if (existsSync(join(root, "dist"))) renameSync(join(root, "dist"), old);
    renameSync(target, join(root, "dist"));
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest()) {
  try {
    await build();
  } catch (error) {
    console.error(error.stdout ? String(error.stdout) : error.message);
    process.exit(1);
  }
}
