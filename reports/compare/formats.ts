/** The formats of a comparison: each a pure function of it, in a file of its own. */
import type { Comparison } from "./comparison.ts";
import { renderCompareCsv } from "./csv.ts";
import { renderCompareHtml } from "./html.ts";
import { renderCompareJson } from "./json.ts";

export interface CompareFormat {
  readonly name: string;
  /** Its file in the folder of the comparison. */
  readonly path: string;
  readonly render: (comparison: Comparison) => string;
}

export const COMPARE_FORMATS: readonly CompareFormat[] = [
  { name: "html", path: "index.html", render: renderCompareHtml },
  { name: "csv", path: "compare.csv", render: renderCompareCsv },
  { name: "json", path: "compare.json", render: renderCompareJson },
];
