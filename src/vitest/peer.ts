/** The vitest of the project: found at run time, so that a missing or old one is said in a sentence. */
import { createRequire } from "node:module";
import { PlainError } from "./plain-error.ts";

/** Versions that the adapter works with, as in peerDependencies. */
const SUPPORTED = "4.1 and later, and 5";

/** What is wrong with a version of vitest; null if it can be used. */
export function versionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 5 || (major === 4 && minor >= 1)) return null;
  return `scimspec/vitest works with vitest ${SUPPORTED}; this project has ${version}. Install another with: npm install --save-dev vitest@4`;
}

/** The version of the vitest that `import "vitest"` finds from here; null if there is none. */
function installedVersion(): string | null {
  try {
    return (createRequire(import.meta.url)("vitest/package.json") as { readonly version: string }).version;
  } catch {
    return null;
  }
}

/** Vitest's API for test files. Throws PlainError if it is missing or too old. */
export async function loadVitest(): Promise<typeof import("vitest")> {
  const version = installedVersion();
  if (version === null) throw new PlainError(`scimspec/vitest needs vitest, which is not installed here. Install it with: npm install --save-dev vitest (${SUPPORTED})`);
  const problem = versionProblem(version);
  if (problem !== null) throw new PlainError(problem);
  return import("vitest");
}
