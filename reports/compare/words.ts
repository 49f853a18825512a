/** How a comparison names things: few words, each with a sign, for readers who have never read an RFC. */
import type { CapabilityStatus } from "../../src/model/capability.ts";
import type { RequirementOutcome } from "../../src/model/expectation.ts";
import type { RequirementClass } from "../../src/model/requirement.ts";
import type { CapabilityCell, CellState, NeedResult } from "./comparison.ts";
import { plural } from "../plural.ts";

interface StateWords {
  readonly word: string;
  readonly glyph: string;
  readonly meaning: string;
}

/** Word, sign and meaning of each state. */
export const STATE: Readonly<Record<CellState, StateWords>> = {
  ok: { word: "OK", glyph: "✓", meaning: "tested, and as the standard says" },
  "not-ok": { word: "Not OK", glyph: "✕", meaning: "tested, and breaks the standard" },
  advice: { word: "Advice", glyph: "!", meaning: "works, but goes against a recommendation, or is doubtful" },
  "not-offered": { word: "Not offered", glyph: "–", meaning: "the product does not have this optional feature, or gave no occasion to test it" },
  "not-judged": { word: "Not judged", glyph: "?", meaning: "says nothing about the product: not part of the run, or something else failed first" },
};

const STATE_OF: ReadonlyMap<string, CellState> = new Map<RequirementOutcome, CellState>([["pass", "ok"], ["fail", "not-ok"], ["warn", "advice"], ["skip", "not-offered"]]);

/** The state of an outcome. Whatever is neither pass, fail, warn nor skip says nothing about the target. */
export function stateOf(outcome: string): CellState {
  return STATE_OF.get(outcome) ?? "not-judged";
}

/** What the level of a requirement means to a buyer. */
export const BINDING: Readonly<Record<RequirementClass, string>> = { must: "required", should: "recommended", may: "optional" };

type Counted = Pick<NeedResult, "counts" | "judged">;

/** Below this share of judged points, "all works" would be a claim that the run does not carry. */
const ENOUGH = 0.25;
const isThin = ({ judged }: Counted, rest: number): boolean => judged < ENOUGH * (judged + rest);

/** What a reader should take from a need of one target. */
export function needState(result: Counted): CellState {
  const { counts, judged } = result;
  if (counts["not-ok"] > 0) return "not-ok";
  if (counts.advice > 0) return "advice";
  if (isThin(result, counts["not-judged"])) return "not-judged";
  if (isThin(result, counts["not-offered"])) return "not-offered";
  return judged > 0 ? "ok" : "not-judged";
}

/** What the count of OK points leaves out. */
function remainder({ counts }: Counted): string {
  const parts = [
    ...(counts["not-offered"] > 0 ? [plural(counts["not-offered"], "point is not offered", "points are not offered")] : []),
    ...(counts["not-judged"] > 0 ? [plural(counts["not-judged"], "point was not judged", "points were not judged")] : []),
  ];
  return parts.length === 0 ? "" : ` ${parts.join(", ")}.`;
}

/** One plain sentence about a need of one target, and a second one about what the count leaves out. */
export function needSentence(result: Counted): string {
  const { counts, judged } = result;
  const open = counts["not-judged"];
  if (judged === 0) return counts["not-offered"] === 0 ? "This run does not tell." : open === 0 ? "The product does not offer this." : "Not offered, as far as the run looked.";
  const rest = remainder(result);
  if (counts["not-ok"] > 0) return `${plural(counts["not-ok"], "point breaks", "points break")} the standard.${rest}`;
  if (counts.advice > 0) return `Works, with ${plural(counts.advice, "point", "points")} of advice.${rest}`;
  const state = needState(result);
  if (state === "not-judged") return `Too little was tested to tell.${rest}`;
  if (state === "not-offered") return `The product hardly offers this.${rest}`;
  return open === 0 && counts["not-offered"] === 0 ? "All of it works." : `What was tested works.${rest}`;
}

const CAPABILITY: ReadonlyMap<string, string> = new Map<CapabilityStatus["id"], string>([
  ["patch", "Change single fields (PATCH)"],
  ["bulk", "Many changes in one request (bulk)"],
  ["filter", "Search by conditions (filter)"],
  ["sort", "Sorted lists (sort)"],
  ["etag", "Protection against lost updates (ETag)"],
  ["changePassword", "Set passwords"],
  ["indexPagination", "Page by page, by number"],
  ["cursorPagination", "Page by page, by cursor"],
  ["projection", "Ask for chosen fields only"],
  ["search", "Search without data in the URL (/.search)"],
  ["rootSearch", "Search all kinds of records at once"],
  ["me", "The caller's own account (/Me)"],
  ["put", "Replace a whole record (PUT)"],
  ["groups", "Groups"],
  ["discovery", "Describes itself (discovery)"],
]);

/** A capability in plain words; its id if it has none. */
export function capabilityTitle(id: string): string {
  return CAPABILITY.get(id) ?? id;
}

/** What the server says of a capability against what the run saw. */
export function capabilityCell(status: CapabilityStatus | undefined): CapabilityCell {
  if (!status) return { state: "not-judged", text: "Not known" };
  const { declared, observed, override } = status;
  const by = override ? ` (set by hand: ${override.supported ? "yes" : "no"}, ${override.reason})` : "";
  const cell = (state: CellState, text: string): CapabilityCell => ({ state, text: `${text}${by}` });
  if (declared === false) return observed === true ? cell("advice", "Declared as not offered, yet works") : cell("not-offered", "Not offered");
  const says = declared === null ? "Not declared" : "Declared";
  if (observed === null) return cell("not-judged", `${says}, not tried`);
  if (observed) return cell("ok", `${says}, works`);
  return declared === true ? cell("not-ok", "Declared, but does not work") : cell("not-offered", "Not offered");
}

/** The text without lone surrogates, which no encoding of URLs or files can hold. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
