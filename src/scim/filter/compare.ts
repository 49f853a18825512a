/** Comparisons of single values (RFC 7644 section 3.4.2.2, table 3), with null where readings of the RFC differ. */
import type { Json } from "../../model/json.ts";
import type { AttributeInfo } from "../../model/target.ts";
import { instant } from "../date-time.ts";
import type { Operator } from "./filter.ts";

/** True, false, or null: a conforming server may answer either way. */
export type Truth = boolean | null;

export const not = (t: Truth): Truth => (t === null ? null : !t);
/** Kleene's conjunction: one false decides. */
export const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true);
/** Kleene's disjunction: one true decides. */
export const any = (truths: readonly Truth[]): Truth => (truths.includes(true) ? true : truths.includes(null) ? null : false);

const agreed = (truths: readonly boolean[]): Truth => (truths.every((t) => t === truths[0]) ? (truths[0] ?? null) : null);

const asciiLower = (s: string): string => s.replace(/[A-Z]/g, (c) => c.toLowerCase());
/** Ways in which servers may prepare a text before it is compared. Where they come to different ends, nobody is wrong. */
const EXACT: readonly ((s: string) => string)[] = [(s) => s, (s) => s.normalize("NFC"), (s) => s.normalize("NFD"), (s) => s.trim()];
const FOLDED: readonly ((s: string) => string)[] = [
  asciiLower,
  (s) => s.toLowerCase(),
  (s) => s.toUpperCase(),
  (s) => s.normalize("NFC").toLowerCase(),
  (s) => s.normalize("NFD").toLowerCase(),
  (s) => s.normalize("NFKC").toLowerCase(),
  (s) => asciiLower(s.trim()),
];

/** Texts whose order no collation disputes. */
const ORDERLY = /^[a-z0-9]*$/i;

/** Whether case counts for the order of texts is read in two ways (P56): what follows from both is certain. */
function orderOfTexts(value: string, operator: Operator, literal: string): Truth {
  if (!ORDERLY.test(value) || !ORDERLY.test(literal)) return null;
  return agreed([ordered(asciiLower(value), operator, asciiLower(literal)), ordered(value, operator, literal)]);
}

function ordered<T extends string | number>(value: T, operator: Operator, literal: T): boolean {
  if (operator === "gt") return value > literal;
  if (operator === "ge") return value >= literal;
  if (operator === "lt") return value < literal;
  if (operator === "le") return value <= literal;
  return operator === "eq" ? value === literal : value !== literal;
}

function texts(value: string, operator: Operator, literal: string): boolean {
  if (operator === "co") return value.includes(literal);
  if (operator === "sw") return value.startsWith(literal);
  return operator === "ew" ? value.endsWith(literal) : value === literal;
}

function compareTexts(value: string, operator: Operator, literal: string, caseExact: boolean): Truth {
  if (operator === "ne") return not(compareTexts(value, "eq", literal, caseExact));
  if (["gt", "ge", "lt", "le"].includes(operator)) return orderOfTexts(value, operator, literal);
  // An empty text is contained in every other one, or is no text at all.
  if (literal === "" || value === "") return null;
  const exact = agreed(EXACT.map((p) => texts(p(value), operator, p(literal))));
  const folded = agreed(FOLDED.map((p) => texts(p(value), operator, p(literal))));
  return caseExact ? exact : folded;
}

function compareTimes(value: string, operator: Operator, literal: string): Truth {
  const [a, b] = [instant(value), instant(literal)];
  if (Number.isNaN(a) || Number.isNaN(b) || ["co", "sw", "ew"].includes(operator)) return null;
  // One instant written in two ways: equal in time, different as text.
  if (a === b && value !== literal) return null;
  return ordered(a, operator, b);
}

/** Whether one value stands in the relation to the literal. */
export function compareOne(value: Json, operator: Operator, literal: Json, attribute: AttributeInfo): Truth {
  if (typeof value === "string" && typeof literal === "string") {
    if (attribute.type === "dateTime") return compareTimes(value, operator, literal);
    const strict = attribute.type === "reference" || attribute.type === "binary";
    // URIs and octets have a case; what differs in it alone is left open, as is everything but equality.
    if (strict) return operator !== "eq" && operator !== "ne" ? null : value !== literal && value.toLowerCase() === literal.toLowerCase() ? null : ordered(value, operator, literal);
    return compareTexts(value, operator, literal, attribute.caseExact);
  }
  if (typeof value === "number" && typeof literal === "number") return ["co", "sw", "ew"].includes(operator) ? null : ordered(value, operator, literal);
  if (typeof value === "boolean" && typeof literal === "boolean") return operator === "eq" ? value === literal : operator === "ne" ? value !== literal : null;
  return null;
}
