/** Whether a stored value is still the one that was sent, with all the freedom that a server has (RFC 7643 section 2.3). */
import { isObject, type Json } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import { instant } from "./date-time.ts";
import { covers, isUnassigned, member } from "./value.ts";

/** What became of a value. `cut`: a long text lost its end, which a limit may explain. `lost`: of several values some are gone, and the others as sent. */
export type Fate = "kept" | "cut" | "lost" | "changed";

/** True where nothing speaks against a value's having been stored. */
export const survived = (fate: Fate): boolean => fate === "kept" || fate === "cut";

/** Text as canonicalisation may leave it: Unicode normalised, invisible characters and blanks at the ends gone, blanks alike. */
export function settledText(text: string): string {
  return text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(/\s+/gu, " ").trim();
}

/** As settledText, without regard to case; some letters have marks of their own in one case only. */
export function foldedText(text: string): string {
  return settledText(settledText(text).toLowerCase().toUpperCase().toLowerCase());
}

/** Times may be stored with whole seconds only, in milliseconds (P57). */
const PRECISION = 1000;

/** Longer texts may meet the limit of a column. */
const ROOMY = 60;

function textFate({ type, caseExact }: AttributeInfo, sent: string, got: string): Fate {
  // Only of case-exact values the case has to be preserved (RFC 7643 section 7; A59).
  const [a, b] = type === "string" && !caseExact ? [foldedText(sent), foldedText(got)] : [settledText(sent), settledText(got)];
  if (a === b) return "kept";
  return b.length >= ROOMY && a.startsWith(b) ? "cut" : "changed";
}

/** A value of an attribute after it was stored. References, e-mail addresses and numbers of telephones have forms of their own. */
export function fateOf(attribute: AttributeInfo, sent: Json, got: Json | undefined): Fate {
  if (covers(got, sent)) return "kept";
  if (attribute.multiValued && Array.isArray(sent)) return listFate(attribute, sent as readonly Json[], got);
  if (isObject(sent)) return isObject(got) ? partsFate(attribute, sent, got) : "changed";
  if (typeof sent === "string" && typeof got === "string") {
    if (attribute.type === "dateTime") return Math.abs(instant(sent) - instant(got)) < PRECISION ? "kept" : "changed";
    if (attribute.type === "binary") return sent.replace(/=+$/, "") === got.replace(/=+$/, "") ? "kept" : "changed";
    return textFate(attribute, sent, got);
  }
  return "changed";
}

const worst = (fates: readonly Fate[]): Fate => (["changed", "lost", "cut"] as const).find((f) => fates.includes(f)) ?? "kept";

function partsFate(attribute: AttributeInfo, sent: Readonly<Record<string, Json>>, got: Readonly<Record<string, Json>>): Fate {
  return worst(Object.entries(sent).map(([name, value]) => {
    const part = attribute.subAttributes.find((s) => s.name === name);
    const now = member(got, name);
    // `false` and no value say the same about primary (RFC 7643 section 2.4).
    if (name === "primary" && value === false && isUnassigned(now)) return "kept";
    return part ? fateOf(part, value, now) : "kept";
  }));
}

/** The order of values carries no meaning; each value sent needs one of its own that is left of it. */
function listFate(attribute: AttributeInfo, sent: readonly Json[], got: Json | undefined): Fate {
  const single = { ...attribute, multiValued: false };
  if (!Array.isArray(got) || got.length > sent.length) return "changed";
  if (got.length < sent.length) return (got as Json[]).every((g) => sent.some((s) => survived(fateOf(single, s, g)))) ? "lost" : "changed";
  const rest = [...(got as Json[])];
  return worst(sent.map((value) => {
    const fates = rest.map((r) => fateOf(single, value, r));
    const at = fates.includes("kept") ? fates.indexOf("kept") : fates.indexOf("cut");
    if (at < 0) return "changed";
    rest.splice(at, 1);
    return fates[at] ?? "changed";
  }));
}
