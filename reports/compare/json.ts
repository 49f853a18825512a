import type { Comparison } from "./comparison.ts";

/** The comparison as JSON, for tools. */
export function renderCompareJson(comparison: Comparison): string {
  return `${JSON.stringify(comparison, null, 1)}\n`;
}
