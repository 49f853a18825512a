/** The command that repeats exactly one generated case. */
import type { Counterexample } from "../src/model/property.ts";
import type { Json } from "../src/model/json.ts";
import type { Run } from "../src/model/run.ts";
import { shellQuote } from "./curl.ts";
import { extendOption } from "./summary.ts";

/** `scimspec run --base-url ... --replay '...'`; the credential comes from the config or a flag, and is not shown. */
export function replayCommand(run: Run, { replay }: Counterexample): string {
  const check = run.own?.plugins.flatMap((p) => p.checks).find((id) => replay.startsWith(`${id}:`) || replay.startsWith(`${id}@`));
  const own = check === undefined ? "" : extendOption(run, check);
  return `scimspec run ${run.target.embedded ? "" : `--base-url ${shellQuote(run.target.baseUrl)} `}${own}--replay ${shellQuote(replay)}`;
}

/** The smallest input as text. */
export function inputText(input: Json): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

/** How the case was come by, as a sentence. */
export function howFound({ property, cases, shrinks }: Counterexample): string {
  return `Property ${property}: case ${cases} failed first${shrinks > 0 ? `, and was made smaller in ${shrinks} step${shrinks === 1 ? "" : "s"}` : ""}.`;
}
