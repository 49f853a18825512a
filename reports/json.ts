import type { Run } from "../src/model/run.ts";

/** The run document as text. */
export function renderJson(run: Run): string {
  return `${JSON.stringify(run, null, 1)}\n`;
}
