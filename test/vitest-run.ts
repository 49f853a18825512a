/** Starts vitest on a project of test/fixtures or examples, within this process, and says how its tests ended. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startVitest, type InlineConfig, type TestCase, type TestModule, type TestSuite, type Vitest } from "vitest/node";

export const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
export const FIXTURES = join(REPOSITORY, "test/fixtures/vitest");
/** The reporter as package.json exports it. */
export const REPORTER = join(REPOSITORY, "dist/src/vitest/reporter.js");

/** How one test ended. */
export interface TestEnd {
  readonly state: string;
  /** Why it was skipped. */
  readonly note: string;
  /** Of its errors, with what caused them. */
  readonly message: string;
  /** `type: text` */
  readonly annotations: readonly string[];
}

export interface VitestRun {
  readonly exitCode: number;
  /** By file, without folder and ending. */
  readonly tests: Readonly<Record<string, ReadonlyMap<string, TestEnd>>>;
  /** Errors of files and suites. */
  readonly errors: Readonly<Record<string, string>>;
  /** What reporters and vitest printed. */
  readonly output: string;
}

const textOf = (error: { readonly name?: string; readonly message: string; readonly cause?: unknown }): string => {
  const cause = error.cause as { readonly message?: string } | undefined;
  return `${error.message}${cause?.message === undefined ? "" : ` <- ${cause.message}`}`;
};

function endOf(test: TestCase): TestEnd {
  const result = test.result();
  return {
    state: result.state,
    note: result.state === "skipped" ? (result.note ?? "") : "",
    message: (result.errors ?? []).map(textOf).join("\n"),
    annotations: test.annotations().map((a) => `${a.type}: ${a.message}`),
  };
}

const shortName = (module: TestModule): string => module.relativeModuleId.replace(/^.*\//, "").replace(/\..*$/, "");
/** `create/created` for a check, the whole name for other tests. */
const idOf = (test: TestCase): string => test.name.split(": ")[0] ?? test.name;

/** Everything that the modules hold. */
export function collected(modules: readonly TestModule[]): Pick<VitestRun, "tests" | "errors"> {
  const tests = Object.fromEntries(modules.map((m) => [shortName(m), new Map([...m.children.allTests()].map((t) => [idOf(t), endOf(t)]))]));
  const errorsOf = (m: TestModule): string => [m, ...m.children.allSuites()].flatMap((s: TestModule | TestSuite) => s.errors().map(textOf)).join("\n");
  return { tests, errors: Object.fromEntries(modules.map((m) => [shortName(m), errorsOf(m)])) };
}

/** A folder of its own. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "scimspec-vitest-test-"));

/** What is written to a stream while `work` goes on is kept, and not shown. */
async function silent<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly output: string }> {
  const kept: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
  for (const { stream } of streams) {
    stream.write = (text: string | Uint8Array) => {
      kept.push(String(text));
      return true;
    };
  }
  try {
    const value = await work();
    return { value, output: kept.join("") };
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
}

/** Starts vitest; `use` may drive it further, before it is closed. */
export async function withVitest<T>(config: InlineConfig, filters: readonly string[], use: (vitest: Vitest) => Promise<T>): Promise<{ readonly value: T; readonly output: string; readonly exitCode: number }> {
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    const { value, output } = await silent(async () => {
      const vitest = await startVitest("test", [...filters], {
        root: FIXTURES,
        config: false,
        watch: false,
        include: ["**/*.conformance.js"],
        // What a package in node_modules is, without being installed there.
        server: { deps: { external: [/\/dist\//] } },
        reporters: [],
        cache: false,
        ...config,
      });
      try {
        return await use(vitest);
      } finally {
        await vitest.close();
      }
    });
    return { value, output, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
  }
}

/** Runs the test files whose names hold one of the filters. */
export async function runVitest(filters: readonly string[], config: InlineConfig = {}): Promise<VitestRun> {
  const { value, output, exitCode } = await withVitest(config, filters, async (vitest) => collected(vitest.state.getTestModules()));
  return { ...value, output, exitCode };
}
