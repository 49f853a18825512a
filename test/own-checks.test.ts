import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { format, FORMAT_NAMES } from "../reports/formats.ts";
import { renderSummary, verdictSentence } from "../reports/console.ts";
import { renderJson } from "../reports/json.ts";
import { explainCommand } from "../src/cli/explain.ts";
import { listCommand } from "../src/cli/list.ts";
import { readExtend } from "../src/config/extend.ts";
import { loadConfig } from "../src/config/load.ts";
import { decideGate } from "../src/engine/gate.ts";
import { normalise } from "../src/engine/normalise.ts";
import { mergeShards } from "../src/merge.ts";
import type { Run } from "../src/model/run.ts";
import { PluginError, withPlugins } from "../src/plugins.ts";
import { runProblem } from "../src/cli/run-file.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites, type Suites } from "../src/suites.ts";
import { folder, scimspec } from "./command.ts";
import { ACTIVE, OWN, rendered } from "./gfm.ts";
import { mapStrings, POISON } from "./fixtures/runs.ts";

const suites = await loadSuites();

/** A folder with these files. */
function files(contents: Readonly<Record<string, string>>): string {
  const at = folder();
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return at;
}

const CHECK = `{ kind: "check", id: "acme/x", title: "t", failureTitle: "f", verifies: ["acme/rule"], mutates: "nothing", remedy: "r", async run() {} }`;
const RULE = `{ id: "acme/rule", level: "MUST", text: "A rule.", link: "https://acme.example/rule" }`;
/** A plugin in which one part is replaced. */
const plugin = (check = CHECK, rule = RULE, name = `export const name = "acme";`): string => `${name}\nexport const requirements = [${rule}];\nexport const checks = [${check}];\n`;

async function complaint(text: string, more: Readonly<Record<string, string>> = {}, module = "./my-checks.mjs"): Promise<string> {
  const at = files({ "my-checks.mjs": text, ...more });
  const error = await withPlugins(suites, [{ module, folder: at }]).then(() => null, (e: unknown) => e);
  if (!(error instanceof PluginError)) throw new Error(`no complaint: ${String(error)}`);
  return error.message;
}

describe("a plugin that cannot be used is refused with the module's name and what to do", () => {
  test.each<readonly [string, string, RegExp]>([
    ["throws", `throw new TypeError("no way");`, /^\.\/my-checks\.mjs: it throws when it is imported: TypeError: no way \(.*my-checks\.mjs:1\)$/],
    ["no JavaScript", `export const = 1;`, /it is not valid JavaScript|it throws when it is imported/],
    ["imports what is not there", `import "./other.mjs";`, /something that it imports cannot be found.*other\.mjs|Cannot find|Failed to load/],
    ["exports nothing", `export const helper = 1; export const name = "acme";`, /exports neither checks nor invariants \(it exports helper\): write export const checks/],
    ["checks is no list", `export const name = "acme"; export const checks = {};`, /its export `checks` is no list/],
    ["no name", plugin(CHECK, RULE, ""), /exports no `name`/],
    ["a bad name", plugin(CHECK, RULE, `export const name = "Acme Inc";`), /a name has lower-case letters/],
    ["an area's name", plugin(CHECK, RULE, `export const name = "patch";`), /is an area of scimspec's own checks/],
    ["no prefix", plugin(CHECK.replace("acme/x", "patch/something")), /must begin with the plugin's name: "acme\/patch\/something"/],
    ["a bad id", plugin(CHECK.replace("acme/x", "acme/Some Thing")), /lower-case words joined by hyphens/],
    ["a duplicate", plugin(`${CHECK}, ${CHECK}`), /the id acme\/x is given twice/],
    ["check and rule of one id", plugin(CHECK.replace("acme/x", "acme/rule")), /the id acme\/rule is given twice/],
    ["an unknown requirement", plugin(CHECK.replace(`["acme/rule"]`, `["acme/rul"]`)), /check acme\/x: verifies names acme\/rul, which is no requirement of the RFCs or of this plugin; did you mean acme\/rule\?/],
    ["no requirement", plugin(CHECK.replace(`["acme/rule"]`, "[]")), /verifies is \[\]/],
    ["an empty title", plugin(CHECK.replace(`title: "t"`, `title: " "`)), /check acme\/x: title is " "; write a text/],
    ["a placeholder", plugin(CHECK.replace(`title: "t"`, `title: "TODO: say what"`)), /title still is the placeholder of the skeleton/],
    ["a misspelt member", plugin(CHECK.replace("failureTitle", "failuretitle")), /unknown member failuretitle; did you mean failureTitle\?/],
    ["bad mutates", plugin(CHECK.replace(`"nothing"`, `"all"`)), /mutates is "all"; allowed: nothing, own-resources, discovery/],
    ["an unknown type", plugin(CHECK.replace("mutates", `for: "Device", mutates`)), /for is "Device"; allowed: User/],
    ["needs that are none", plugin(CHECK.replace("mutates", `needs: ["patch"], mutates`)), /needs holds what capability/],
    ["an unknown check before it", plugin(CHECK.replace("mutates", `after: ["create/creatd"], mutates`)), /after names create\/creatd, which is no check; did you mean create\/created\?/],
    ["an unknown fault", plugin(CHECK.replace("mutates", `detects: ["create-returns-201"], mutates`)), /no fault of the reference server; did you mean create-returns-20/],
    ["no run", plugin(CHECK.replace("async run() {}", "")), /run is missing/],
    ["provides", plugin(CHECK.replace("mutates", `provides: ["create"], mutates`)), /belongs to the suites: leave it out/],
    ["no check", plugin(`{ id: "acme/x" }`), /is no check: write check/],
    ["a rule without link", plugin(CHECK, RULE.replace(`, link: "https://acme.example/rule"`, "")), /requirement acme\/rule: link is missing/],
    ["a link that is none", plugin(CHECK, RULE.replace("https:", "javascript:")), /link is .*write the http\(s\) URL/],
    ["a bad level", plugin(CHECK, RULE.replace("MUST", "MUSTN'T")), /level is "MUSTN'T".*allowed: MUST/],
    ["no text", plugin(CHECK, RULE.replace(`"A rule."`, `""`)), /text is ""/],
    ["an invariant that judges nothing", `${plugin()}export const invariants = [{ kind: "invariant", id: "acme/i", title: "t", failureTitle: "f", verifies: ["acme/rule"], remedy: "r" }];`, /judge is missing/],
  ])("%s", async (_what, text, message) => {
    const said = await complaint(text);
    expect(said).toMatch(message);
    expect(said.split("\n").every((line) => line.startsWith("./my-checks.mjs: "))).toBe(true);
    expect(said).not.toMatch(/^\s+at /m);
  });
  test("one that is not there, a folder, a package that is not installed", async () => {
    expect(await complaint("", {}, "./mine.mjs")).toMatch(/there is no file .*mine\.mjs; this path is relative to the folder /);
    expect(await complaint("", { "sub/index.js": "" }, "./sub")).toMatch(/is a folder; name the file, such as \.\/sub\/index\.js/);
    expect(await complaint("", {}, "@acme/none")).toMatch(/there is no package @acme\/none in a node_modules folder .*npm install --save-dev @acme\/none/);
    expect(await complaint("", {}, "my-checks.mjs")).toMatch(/for the file, write \.\/my-checks\.mjs/);
    expect(await complaint("", { "node_modules/empty/package.json": "{}" }, "empty")).toMatch(/gives no module to import/);
  });
  test("two plugins of one name", async () => {
    const at = files({ "a.mjs": plugin(), "b.mjs": plugin() });
    await expect(withPlugins(suites, ["./a.mjs", "./b.mjs"].map((module) => ({ module, folder: at })))).rejects.toThrow("./b.mjs: its name is acme, and so is that of ./a.mjs");
  });
});

test("a package is found as Node would find it, by its import condition, and its name is the prefix", async () => {
  const text = plugin(CHECK.replace("acme/x", "@acme/scim-checks/x").replace("acme/rule", "@acme/scim-checks/rule"), RULE.replace("acme/rule", "@acme/scim-checks/rule"), "");
  const at = files({ "node_modules/@acme/scim-checks/package.json": `{ "version": "1.2.0", "exports": { ".": { "import": "./lib.mjs" } } }`, "node_modules/@acme/scim-checks/lib.mjs": text, "sub/scimspec.yaml": "" });
  const loaded = await withPlugins(suites, [{ module: "@acme/scim-checks", folder: join(at, "sub") }]);
  expect(loaded.plugins?.map((p) => [p.name, p.version, p.checks.map((c) => [c.id, c.suite])])).toEqual([["@acme/scim-checks", "1.2.0", [["@acme/scim-checks/x", "@acme/scim-checks"]]]]);
  expect(await complaint("", { "node_modules/p/package.json": `{ "main": "i.mjs", "type": "module" }`, "node_modules/p/i.mjs": plugin() }, "p")).toMatch(/its name is acme, and that of a package's plugin is the package's: p/);
});

test("paths of the config are relative to its file, and a plugin that is named twice counts once", async () => {
  const at = files({ "sub/my-checks.mjs": plugin(), "sub/acme.yaml": `target: { baseUrl: "http://127.0.0.1:9" }\nextend: [./my-checks.mjs]\n` });
  const read = loadConfig({ path: join(at, "sub", "acme.yaml") }, {});
  expect(read.ok && read.config.extend).toEqual([{ module: "./my-checks.mjs", folder: join(at, "sub") }]);
  const twice = await withPlugins(suites, [...(read.ok ? read.config.extend : []), { module: "./sub/my-checks.mjs", folder: at }]);
  expect(twice.plugins).toHaveLength(1);
});

/** A plugin with something of each kind: a rule that the reference server keeps, one that it breaks, and checks that break. */
const VARIED = `
export const name = "acme";
export const requirements = [
  { id: "acme/mail-kept", level: "MUST", text: "Mail addresses are kept.", link: "https://acme.example/rules#mail" },
  { id: "acme/nickname", level: "MUST", text: "Each user has a nickname.", link: "https://acme.example/rules#nick" },
  { id: "acme/no-type", level: "SHOULD", text: "Answers carry no Content-Type.", link: "https://acme.example/rules#date" },
];
const common = { kind: "check", detects: [], failureTitle: "wrong", remedy: "Mend it.", mutates: "own-resources", for: "User" };
export const checks = [
  { ...common, id: "acme/mail", title: "mail is kept", verifies: ["acme/mail-kept", "7644-3.3-create-201"], async run({ scim, given, expect }) {
    const user = await given.user({ emails: [{ value: "a@example.com", type: "work" }] });
    expect.of("7644-3.3-create-201").that(false, { message: "not as I like it" });
    expect.of("acme/mail-kept").at(await scim.get(user), "/emails/0/value").equals("a@example.com");
  } },
  { ...common, id: "acme/user/nickname", title: "users have a nickname", verifies: ["acme/nickname"], async run({ scim, given, expect }) {
    expect.of("acme/nickname").at(await scim.get(await given.user({ nickName: undefined })), "/nickName").exists();
  } },
  { ...common, id: "acme/steady", title: "nothing is wrong", verifies: ["acme/mail-kept"], async run({ scim, given, expect }) {
    expect.of("acme/mail-kept").status(await scim.get(await given.user()), 200);
  } },
];
const broken = [
  { ...common, id: "acme/idle", title: "idle", verifies: ["acme/nickname"], async run() {} },
  { ...common, id: "acme/throws", title: "throws", verifies: ["acme/nickname"], async run() { throw new RangeError("too far"); } },
  { ...common, id: "acme/strays", title: "strays", verifies: ["acme/nickname"], async run({ expect }) { expect.of("acme/mail-kept").that(true, {}); } },
];
export const invariants = [{ kind: "invariant", id: "acme/plain", title: "no answer has a type", failureTitle: "answers have a type", verifies: ["acme/no-type"], detects: [], remedy: "Drop it.", judge(exchange, { expect }) { expect.of("acme/no-type").header(exchange, "content-type").unassigned(); } }];
`;

describe("own checks in a run", () => {
  let varied: Suites;
  let run: Run;
  const only = ["acme/*", "create/created", "create/new-id"];
  beforeAll(async () => {
    varied = await withPlugins(suites, [{ module: "./v.mjs", folder: files({ "v.mjs": VARIED }) }]);
    run = await runAgainstReference(varied, { checks: only });
  });
  const outcomes = (of: Run): Record<string, string> => Object.fromEntries(of.checks.map((c) => [c.id, c.outcome]));

  test("are judged in the same way, and leave the verdict of the RFCs alone", async () => {
    expect(outcomes(run)).toMatchObject({ "acme/mail": "fail", "acme/user/nickname": "fail", "acme/steady": "pass", "acme/plain": "warn", "create/created": "pass" });
    expect([run.complete, run.conformant, run.summary.fail]).toEqual([true, true, 0]);
    expect(run.own).toMatchObject({ passed: false, summary: { pass: 1, fail: 2, warn: 1 }, plugins: [{ name: "acme", module: "./v.mjs" }] });
    expect(run.own?.requirements.map((r) => [r.id, r.outcome])).toEqual([["acme/mail-kept", "pass"], ["acme/nickname", "fail"], ["acme/no-type", "warn"]]);
    const judged = run.requirements.find((r) => r.id === "7644-3.3-create-201");
    expect([judged?.outcome, judged?.checks.includes("acme/mail")]).toEqual(["pass", false]);
    expect(verdictSentence(run)).toBe("Conformant with the RFCs (profile rfc, fails on must). Own checks: 2 of 4 fail, 1 warns.");
    expect(run.leftovers).toEqual([]);
    const without = await runAgainstReference(suites, { checks: only.slice(1) });
    const rfc = (r: Run) => r.requirements.map(({ id, outcome, checks }) => ({ id, outcome, checks }));
    expect([rfc(run), run.summary]).toEqual([rfc(without), without.summary]);
  });
  test("what own checks send is no matter of the RFCs' invariants, but of own ones", async () => {
    const some = ["create/created", "invariants/media-type", "acme/plain"];
    const judged = (r: Run, id: string): number => (r.checks.find((c) => c.id === id)?.expectations ?? []).reduce((sum, e) => sum + (e.count ?? 1), 0);
    const [alone, together] = await Promise.all([runAgainstReference(varied, { checks: some }), runAgainstReference(varied, { checks: [...some, "acme/*"] })]);
    expect(judged(alone, "invariants/media-type")).toBeGreaterThan(0);
    expect(judged(together, "invariants/media-type")).toBe(judged(alone, "invariants/media-type"));
    expect(judged(together, "acme/plain")).toBeGreaterThan(judged(alone, "acme/plain"));
  });
  test("count for the gate by failOn, and a baseline excuses them as any other", () => {
    const policy = { failOn: "must", thresholds: {}, baseline: null, flaky: "gate", today: "2026-11-26" } as const;
    expect(decideGate(run, policy).unexpected.map((f) => f.check)).toEqual(["acme/mail", "acme/user/nickname"]);
    const excused = (check: string, requirement: string) => ({ check, requirement, instance: "User", reason: "known", where: "b:1" });
    expect(decideGate(run, { ...policy, baseline: [excused("acme/mail", "7644-3.3-create-201"), excused("acme/user/nickname", "acme/nickname")] }).passed).toBe(true);
    expect(decideGate(run, { ...policy, thresholds: { acme: { failOn: "never", atMost: 0 } } }).passed).toBe(true);
    expect(decideGate(run, { ...policy, failOn: "never" }).passed).toBe(true);
  });
  test("make a document of the published form, and one in which they are miscounted is refused", () => {
    const schema = JSON.parse(readFileSync(new URL("../schemas/run.schema.json", import.meta.url), "utf8")) as object;
    const valid = new Ajv2020({ strict: false }).compile(schema);
    expect([valid(JSON.parse(JSON.stringify(run))), valid.errors]).toEqual([true, null]);
    const problem = (of: Run): string | null => runProblem(JSON.parse(renderJson(of)));
    expect(problem(run)).toBe(null);
    if (!run.own) throw new Error("no own part");
    expect(problem({ ...run, own: { ...run.own, summary: { ...run.own.summary, fail: 0 } } })).toMatch(/counts 0 own checks as fail/);
    expect(problem({ ...run, own: { ...run.own, plugins: [] } })).toMatch(/belongs to no plugin/);
  });
  test.each(FORMAT_NAMES.filter((f) => !["badge", "har", "statement"].includes(f)))("are shown in %s, with their rule", (name) => {
    const [first, ...others] = format(name)?.render(run) ?? [];
    const text = [first, ...others].map((f) => f?.content ?? "").join("\n");
    expect(text).toContain("acme/user/nickname");
    expect(text).toContain("acme/nickname");
    if (name === "github") return;
    expect(text).toContain("https://acme.example/rules#nick");
  });
  test.each(["badge", "statement"])("are no part of %s, which is about the RFCs", (name) => {
    const text = (format(name)?.render(run) ?? []).map((f) => f.content).join("\n");
    expect(text).not.toContain("acme");
    expect(text.toLowerCase()).toContain("conformant");
  });
  test("stand apart in the report for people", () => {
    const html = format("html")?.render(run)[0]?.content ?? "";
    const at = html.indexOf('<h2 id="own">');
    expect(at).toBeGreaterThan(html.indexOf('<h2 id="requirements">'));
    expect(html.indexOf('id="check/acme/mail"')).toBeGreaterThan(at);
    expect(html.slice(html.indexOf('<h2 id="fix">'), html.indexOf('<h2 id="capabilities">'))).toContain("Nothing was found");
    const hostile = { ...run, own: run.own && { ...run.own, requirements: run.own.requirements.map((r) => ({ ...r, link: "javascript:alert(1)" })) } } as Run;
    for (const name of FORMAT_NAMES.filter((f) => f !== "json")) expect((format(name)?.render(hostile) ?? []).map((f) => f.content).join("\n")).not.toContain("javascript:alert");
  });
  test("of a hostile document do nothing in a page or a file", () => {
    const evil = mapStrings(run, (text) => POISON + text);
    for (const name of ["html", "junit", "gitlab"]) expect((format(name)?.render(evil) ?? []).map((f) => f.content).join("\n")).not.toContain("<script>alert(1)</script>");
    for (const name of ["markdown", "github"]) {
      const { elements, links, text } = rendered(format(name)?.render(evil)[0]?.content ?? "");
      expect(Object.keys(elements).filter((e) => !OWN.includes(e))).toEqual([]);
      expect(links.filter((l) => !/^https:\/\/(www\.rfc-editor\.org|acme\.example)\//.test(l))).toEqual([]);
      expect(text).not.toMatch(ACTIVE);
    }
    expect(renderSummary(evil, { color: false, width: 100, reportPath: null })).not.toContain("\u001b");
  });
  test("without a check of the RFCs, nothing is said of the RFCs", async () => {
    const alone = await runAgainstReference(varied, { checks: ["acme/steady"] });
    expect(verdictSentence(alone)).toBe("Not assessed by the RFCs: only own checks were selected. Own checks: the only one passes.");
    expect((format("badge")?.render(alone) ?? []).map((f) => f.content).join()).not.toMatch(/· conformant/);
  });
  test("split over shards and merged they are as in one run, and the merge loads no plugin", async () => {
    const parts = await Promise.all([1, 2, 3].map((index) => runAgainstReference(varied, { checks: only, shard: { index, count: 3 } })));
    const merged = mergeShards(parts.map((part, i) => ({ name: `${i + 1}.json`, run: JSON.parse(JSON.stringify(part)) as Run })), suites);
    if (!merged.ok) throw new Error(merged.problems.join("\n"));
    expect(normalise(merged.run)).toEqual(normalise(run));
    const [first, ...rest] = parts as [Run, ...Run[]];
    const lost = { ...first, checks: first.checks.filter((c) => c.plugin === undefined || c.kind === "invariant") };
    const owner = first.checks.some((c) => c.plugin !== undefined && c.kind === "check");
    const named = (runs: readonly Run[]) => runs.map((r, i) => ({ name: `${i + 1}.json`, run: r }));
    if (owner) expect(mergeShards(named([lost, ...rest]), suites)).toMatchObject({ ok: false, problems: [expect.stringMatching(/1\.json lacks the check acme\//)] });
    const { own: _own, ...stripped } = first;
    expect(mergeShards(named([stripped, ...rest]), suites)).toMatchObject({ ok: false, problems: [expect.stringMatching(/differ in the plugins: none and acme with 4 checks/), expect.anything()] });
  });
  test("that judge nothing, throw, or stray from what they list are errors of the plugin, named so, and the RFC's verdict stands", async () => {
    const at = files({ "v.mjs": `${VARIED}\nchecks.push(...broken);` });
    const worse = await runAgainstReference(await withPlugins(suites, [{ module: "./v.mjs", folder: at }]), { checks: only });
    const reason = (id: string): string => worse.checks.find((c) => c.id === id)?.reason ?? "";
    expect(reason("acme/idle")).toBe("the check recorded no expectation, so that it judged nothing: a mistake of the plugin acme, to be mended there");
    expect(reason("acme/throws")).toMatch(/^the check itself failed \(RangeError: too far, v\.mjs:\d+\): a mistake of the plugin acme, to be mended there$/);
    expect(reason("acme/strays")).toMatch(/it judges acme\/mail-kept, which its `verifies` does not list, v\.mjs:\d+\): a mistake of the plugin acme/);
    expect([worse.complete, worse.conformant, worse.own?.passed, worse.own?.summary.error]).toEqual([true, true, false, 3]);
    const gate = decideGate(worse, { failOn: "never", thresholds: {}, baseline: null, flaky: "gate", today: "2026-11-26" });
    expect(gate.passed).toBe(false);
    expect(gate.sentences[1]).toMatch(/^3 own checks ended with an error of their plugins: acme\/idle/);
  });
});

describe("on the command line", () => {
  const config = (more: string): string => `target: { baseUrl: "\${NOT_SET}" }\nextend: [./v.mjs]\n${more}`;
  test("list and explain know the plugins of a config, without its variables", async () => {
    const at = join(files({ "v.mjs": VARIED, "scimspec.yaml": config("") }), "scimspec.yaml");
    const out: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
    const codes = [await listCommand("checks", { config: at }), await listCommand(undefined, { config: at, json: true }), await explainCommand("acme/mail", { config: at }), await explainCommand("acme/nickname", { config: at })];
    vi.restoreAllMocks();
    expect(codes).toEqual([0, 0, 0, 0]);
    const text = out.join("");
    expect(text).toContain("own checks of acme (4)\n  acme/mail  mail is kept\n");
    const all = JSON.parse(out.find((o) => o.startsWith("{")) ?? "{}") as Record<string, { id: string; plugin?: string; verifiedBy?: string[] }[]>;
    expect([all["checks"]?.some((c) => c.id.startsWith("acme")), all["ownChecks"]?.length, all["ownRequirements"]?.[0]]).toEqual([false, 4, expect.objectContaining({ id: "acme/mail-kept", plugin: "acme", verifiedBy: ["acme/mail", "acme/steady"] })]);
    expect(out.at(-2)).toContain("of the plugin acme (./v.mjs)");
    expect(out.at(-2)).toContain("acme/mail-kept (MUST, https://acme.example/rules#mail)");
    expect(out.at(-1)).toContain("Judged by acme/user/nickname");
    expect(readExtend(join(files({ "s.yaml": "extend: bad.mjs" }), "s.yaml"))).toBe('extend is a list of modules, such as ["./my-checks.js"]');
  });
  test("a plugin that throws is a mistake of the user: exit 2, and no stack trace, also where a CommonJS module below it throws", async () => {
    const at = files({ "scimspec.yaml": "extend: [./bad.mjs]", "bad.mjs": 'import "./below.cjs";', "below.cjs": 'throw new Error("first line\\nsecond line");' });
    const { code, err } = await scimspec(["list", "checks"], at);
    expect([code, err]).toEqual([2, expect.stringMatching(/^\.\/bad\.mjs: it throws when it is imported: Error: first line \(.*below\.cjs:1\)\n$/)]);
  });
  test("the area of own checks has a policy of its own, and a merge knows it without the plugin", async () => {
    const server = await startReferenceServer({});
    const at = files({ "v.mjs": VARIED, "acme.yaml": `target: { baseUrl: "${server.baseUrl}", auth: { type: bearer, token: ${server.token} } }\nextend: [./v.mjs]\nthresholds: { acme: never }\nseed: 4\nselect: { checks: ["acme/*", create/created] }\n` });
    const run = await scimspec(["run", "--config", "acme.yaml", "--shard", "1/1"], at);
    await server.close();
    expect([run.code, run.out]).toEqual([0, expect.stringMatching(/Nothing in it stands against conformance.*\nOwn checks: 2 of 4 fail, 1 warns\.\n/)]);
    rmSync(join(at, "v.mjs"));
    const merged = await scimspec(["merge", "scimspec-report/run.json", "--out", "all"], at);
    expect([merged.code, merged.err, merged.out]).toEqual([0, "", expect.stringMatching(/Conformant with the RFCs .*\nOwn checks: 2 of 4 fail, 1 warns\./)]);
  });
});
