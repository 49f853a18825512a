/** Errors that vitest shows as they are written: for people, without the frames of this package. */
import { fileURLToPath } from "node:url";

/** An error whose stack is its message and, where one is given, the place in the user's own file. */
export class PlainError extends Error {
  override readonly name: string;

  /** `at`: frames of a stack, as `callSite` gives them; none by default. `cause`: an error of the user, shown with its own stack. */
  constructor(message: string, at = "", name = "scimspec", cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = name;
    // A test runner prints the stack: ours helps nobody.
    this.stack = `${name}: ${message}${at === "" ? "" : `\n${at}`}`;
  }
}

/** The frames above the call of `called`: the place in the user's file, of use to an editor. */
export function callSite(called: (...args: never[]) => unknown): string {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, called);
  return (here.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 1).join("\n");
}

/** An error of the user's own code, without the frames of this package that called it. */
export function ofUser(error: Error): Error {
  const ours = new URL("../..", import.meta.url).href;
  const lines = (error.stack ?? "").split("\n").filter((line) => !line.includes(ours) && !line.includes(fileURLToPath(ours)));
  const shown = new Error(error.message);
  shown.name = error.name;
  shown.stack = lines.join("\n");
  return shown;
}

/** What an error says, without its stack. */
export const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
