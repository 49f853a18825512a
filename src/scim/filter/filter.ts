/** Filters as the judge builds them: data, rendered to text by the grammar of RFC 7644 section 3.4.2.2 (figure 1). */
import type { Json } from "../../model/json.ts";

export type Operator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** An expression over attribute paths (`nickName`, `name.givenName`, `urn:...:User:department`), or in brackets over sub-attributes. */
export type Filter =
  | { readonly kind: "compare"; readonly path: string; readonly operator: Operator; readonly literal: Json }
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "values"; readonly path: string; readonly filter: Filter }
  | { readonly kind: "and" | "or"; readonly terms: readonly Filter[] }
  | { readonly kind: "not"; readonly term: Filter };

/** How a filter is written; all ways mean the same. */
export interface Style {
  /** Operators in capitals: they are without case. */
  readonly operators: "lower" | "upper";
  /** and, or and not in capitals, which the RFC says less clearly (P58). */
  readonly words: "lower" | "upper";
  /** Attribute names in capitals (RFC 7643 section 2.1), or behind the URN of their schema (RFC 7644 section 3.10). */
  readonly names: "plain" | "upper" | "qualified";
  /** Redundant pairs of parentheses around each comparison. */
  readonly parentheses: number;
}

export const PLAIN: Style = { operators: "lower", words: "lower", names: "plain", parentheses: 0 };

function nameOf(path: string, style: Style, schema: string | null): string {
  const [urn, rest] = path.startsWith("urn:") ? [path.slice(0, path.lastIndexOf(":")), path.slice(path.lastIndexOf(":") + 1)] : [null, path];
  const written = style.names === "upper" ? rest.toUpperCase() : rest;
  if (urn !== null) return `${urn}:${written}`;
  return style.names === "qualified" && schema !== null ? `${schema}:${written}` : written;
}

/** The tokens of a filter; joined by nothing they are its text, since blanks are tokens of their own. */
export function tokensOf(filter: Filter, style: Style = PLAIN, schema: string | null = null): readonly string[] {
  const operator = (w: string): string => (style.operators === "upper" ? w.toUpperCase() : w);
  const word = (w: string): string => (style.words === "upper" ? w.toUpperCase() : w);
  const grouped = (tokens: readonly string[], times: number): readonly string[] => [...Array<string>(times).fill("("), ...tokens, ...Array<string>(times).fill(")")];
  switch (filter.kind) {
    case "compare":
      return grouped([nameOf(filter.path, style, schema), " ", operator(filter.operator), " ", JSON.stringify(filter.literal)], style.parentheses);
    case "present":
      return grouped([nameOf(filter.path, style, schema), " ", operator("pr")], style.parentheses);
    case "values":
      // Inside the brackets names are those of sub-attributes, which no URN goes before.
      return [nameOf(filter.path, style, schema), "[", ...tokensOf(filter.filter, style, null), "]"];
    case "not":
      return [word("not"), " ", "(", ...tokensOf(filter.term, style, schema), ")"];
    default:
      return filter.terms.flatMap((term, i) => [
        ...(i === 0 ? [] : [" ", word(filter.kind), " "]),
        // and binds before or: only an or inside of an and needs parentheses. An equal kind gets them to keep its shape.
        ...(term.kind === "or" || term.kind === filter.kind ? grouped(tokensOf(term, style, schema), 1) : tokensOf(term, style, schema)),
      ]);
  }
}

/** The text of a filter. `schema`: URN of the base schema, for qualified names. */
export function render(filter: Filter, style: Style = PLAIN, schema: string | null = null): string {
  return tokensOf(filter, style, schema).join("");
}

/** A filter that both must hold; text in, text out. */
export function bothOf(left: string, right: string): string {
  const enclosed = (text: string): string => (/\bor\b/i.test(text.replace(/"(?:[^"\\]|\\.)*"/g, "")) ? `(${text})` : text);
  return `${enclosed(left)} and ${enclosed(right)}`;
}
