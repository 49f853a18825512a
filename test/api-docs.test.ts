/** docs/api.md is what the package exports, and says nothing without a doc comment. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderApi } from "../scripts/api.ts";

const files: Readonly<Record<string, string>> = {
  "dist/index.d.ts": 'export { go, type Way as Path } from "./lib/go.ts";\nexport type { Colour } from "./lib/go.ts";\nexport * from "./lib/stop.ts";\n',
  "dist/lib/stop.d.ts": "/** Stops. */\nexport declare function stop(): void;\n",
  "dist/lib/go.d.ts": [
    "/** Which way. */",
    "export type Way = \"left; {\" | {",
    "    /** How far, in metres. */",
    "    readonly far: number;",
    "} | null;",
    "/**",
    " * Goes.",
    " *",
    " * Twice.",
    " */",
    "export declare function go(way: Way, how?: {",
    "    readonly fast: boolean;",
    "}): Promise<void>;",
    "export interface Colour {",
    "    readonly name: string;",
    "}",
    "/** Is not exported by the index. */",
    "export declare const secret = 1;",
    "",
  ].join("\n"),
};
const entry = [{ name: "lib", file: "dist/index.d.ts" }];
const read = (path: string): string => files[path] ?? "";

describe("a page", () => {
  test("shows what an entry exports, with comments and whole declarations", () => {
    const page = renderApi(entry, read);
    expect(page).toContain("#### go\n\nGoes.\n\nTwice.\n\n```ts\nexport declare function go(way: Way, how?: {\n    readonly fast: boolean;\n}): Promise<void>;\n```");
    expect(page).toContain('#### Path\n\nWhich way.\n\n```ts\nexport type Way = "left; {" | {\n    /** How far, in metres. */\n    readonly far: number;\n} | null;\n```');
    expect(page).toContain("#### Colour\n\n```ts\nexport interface Colour {\n    readonly name: string;\n}\n```");
    expect(page).toContain("#### stop\n\nStops.\n");
    expect(page).not.toContain("secret");
  });
  test("refuses a function without a doc comment, by name", () => {
    const bare = (path: string): string => read(path).replace(/\/\*\*\n \* Goes[^]*?\*\/\n/, "");
    expect(() => renderApi(entry, bare)).toThrow("go of lib has no doc comment");
  });
  test("refuses an export whose declaration is not there", () => {
    expect(() => renderApi(entry, (path) => read(path).replace("Colour {", "Color {"))).toThrow("Colour is exported, and its declaration is not found");
  });
});

test("docs/api.md names every function of the library", async () => {
  const page = readFileSync(new URL("../docs/api.md", import.meta.url), "utf8");
  const library: Record<string, unknown> = await import("../src/index.ts");
  const names = Object.keys(library);
  expect(names).toContain("assess");
  for (const name of names) expect(page).toContain(`#### ${name}\n`);
});
