// Builds dist/: compiles with tsc, copies templates and styles, and writes the validated catalogue as JSON.
// Does nothing when dist is newer than every source, so that `npm start` and `npm test` stay quick.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...path) => join(root, ...path);
const sources = ["src", "suites", "reports", "scripts", "tsconfig.json", "tsconfig.build.json", "package.json"].filter((s) => existsSync(at(s)));
const lock = at(".dist-lock");
const owner = join(lock, "pid");

class BuildError extends Error {}

function* files(path) {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) yield* files(join(path, name));
  else yield path;
}

/** Time of the newest source. Folders count too: they change when a file is removed or renamed. Tests are not built. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || path.endsWith(".test.ts")) return 0;
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name)))) : stat.mtimeMs;
}

function isFresh() {
  const stamp = statSync(at("dist", ".built"), { throwIfNoEntry: false });
  return stamp !== undefined && sources.every((s) => newest(at(s)) <= stamp.mtimeMs);
}

function compile(target) {
  const tsc = at("node_modules/typescript/bin/tsc");
  if (!existsSync(tsc)) throw new BuildError("typescript is not installed: run npm ci (without --omit=dev)");
  const { status, error } = spawnSync(process.execPath, [tsc, "-p", at("tsconfig.build.json"), "--outDir", target], { stdio: "inherit", cwd: root });
  if (error) throw new BuildError(`tsc cannot be started: ${error.message}`);
  if (status !== 0) throw new BuildError("the sources have the type errors above");
}

function copyAssets(target) {
  for (const path of files(at("reports"))) {
    if (!/\.(hbs|css|js)$/.test(path)) continue;
    const to = join(target, relative(root, path));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(path, to);
  }
}

async function writeCatalogue(target) {
  const load = (name) => import(pathToFileURL(join(target, "src/catalogue", name)).href);
  const [{ parseCatalogue }, { readCatalogueFiles }] = await Promise.all([load("catalogue.js"), load("load.js")]);
  const { catalogue, problems } = parseCatalogue(readCatalogueFiles(pathToFileURL(at("suites/catalogue/"))));
  if (problems.length > 0) throw new BuildError(`suites/catalogue is not valid:\n${problems.map((p) => `  ${p}`).join("\n")}`);
  mkdirSync(join(target, "suites/catalogue"), { recursive: true });
  writeFileSync(join(target, "suites/catalogue/catalogue.json"), JSON.stringify(catalogue));
}

function swap(target, old, tries = 3) {
  if (existsSync(at("dist"))) renameSync(at("dist"), old);
  try {
    renameSync(target, at("dist"));
  } catch (error) {
    // Another process put its dist there in between.
    if (tries === 0 || !["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    rmSync(old, { recursive: true, force: true });
    swap(target, old, tries - 1);
  }
}

/** Built aside and swapped in, so that a process that uses dist never sees half of it. */
async function build() {
  // What changes while tsc runs is newer than this, and built the next time.
  const started = new Date();
  const [target, old] = [at(`.dist-${process.pid}`), at(`.dist-old-${process.pid}`)];
  try {
    compile(target);
    copyAssets(target);
    await writeCatalogue(target);
    chmodSync(join(target, "src/cli/main.js"), 0o755);
    writeFileSync(join(target, ".built"), "");
    utimesSync(join(target, ".built"), started, started);
    swap(target, old);
  } finally {
    for (const left of [target, old]) rmSync(left, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** True once this process may build; false while another one does. A lock whose owner died is taken away. */
function acquire() {
  try {
    mkdirSync(lock);
    writeFileSync(owner, String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // Just made, its owner may not have written its number yet; after minutes, the number may belong to another process.
  if (age > 300_000 || (age > 2000 && !(existsSync(owner) && isAlive(Number(readFileSync(owner, "utf8")))))) rmSync(lock, { recursive: true, force: true });
  return false;
}

/** Folders that a build which was killed has left behind. */
function sweep() {
  for (const name of readdirSync(root)) if (/^\.dist-(old-)?\d+$/.test(name)) rmSync(at(name), { recursive: true, force: true });
}

try {
  while (!isFresh()) {
    if (!acquire()) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    try {
      sweep();
      if (!isFresh()) await build();
      break;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
} catch (error) {
  if (!(error instanceof BuildError) && error.code === undefined) throw error;
  console.error(`build failed: ${error.message}`);
  process.exitCode = 1;
}
