/** A complaint about what a user asked for: config, options or flags. */
import type { ConfigProblem } from "./types.ts";

/** Problems as lines `file:line:column path: message`; what comes from no file has no place in one. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  const place = ({ file, line, column }: ConfigProblem): string => (line > 0 ? `${file}:${line}:${column}` : file);
  return problems.map((p) => `${place(p)}${p.path === "" ? "" : ` ${p.path}`}: ${p.message}`).join("\n");
}

/** What was asked for cannot be done. The message is for people, one line a problem, and says what to change. */
export class ConfigError extends Error {
  override readonly name: string = "ConfigError";
  /** Each problem with its place; empty where the message says it all. */
  readonly problems: readonly ConfigProblem[];

  constructor(message: string, problems: readonly ConfigProblem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }

  /** The error that names all these problems. */
  static of(problems: readonly ConfigProblem[]): ConfigError {
    return new ConfigError(formatProblems(problems), problems);
  }
}
