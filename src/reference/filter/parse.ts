/** Filter and PATCH path grammar (RFC 7644 section 3.4.2.2, figure 1, and section 3.5.2, figure 7). */
import { ScimError, type AttributePath, type Filter, type Literal, type Operator } from "../types.ts";

const OPERATORS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);
const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([["true", true], ["false", false], ["null", null]]);
/** Deeper nesting is refused, so that hostile input cannot exhaust the stack. */
const MAX_DEPTH = 100;

interface Token {
  readonly kind: "(" | ")" | "[" | "]" | "word" | "string";
  readonly text: string;
  /** True if white space stands in front. */
  readonly spaced: boolean;
}

function refuse(message: string, scimType: string): ScimError {
  return new ScimError(400, message, scimType);
}

/** A JSON string at the position; its end. */
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // oxlint-disable-line no-control-regex -- JSON forbids them
const WORD = /[^\s()[\]"]+/y;

function tokens(text: string, scimType: string): readonly Token[] {
  const list: Token[] = [];
  let at = 0;
  let spaced = true;
  while (at < text.length) {
    const c = text[at] ?? "";
    if (c === " ") {
      at += 1;
      spaced = true;
      continue;
    }
    const pattern = c === '"' ? STRING : WORD;
    let token: Token;
    if (c === "(" || c === ")" || c === "[" || c === "]") token = { kind: c, text: c, spaced };
    else {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (found === undefined) throw refuse(`The filter cannot be read at position ${at + 1}.`, scimType);
      token = { kind: c === '"' ? "string" : "word", text: found, spaced };
    }
    list.push(token);
    at += token.text.length;
    spaced = false;
  }
  return list;
}

/** Splits a path. The URN is the longest known one in front; unknown URNs end at the last colon. */
export function parseAttributePath(text: string, urns: readonly string[], scimType: string): AttributePath {
  const lower = text.toLowerCase();
  const known = [...urns].sort((a, b) => b.length - a.length).find((u) => lower === u.toLowerCase() || lower.startsWith(`${u.toLowerCase()}:`));
  if (known !== undefined && lower.length === known.length) return { urn: known, attribute: "", sub: null };
  const colon = known === undefined ? text.lastIndexOf(":") : known.length;
  const rest = text.slice(colon + 1);
  const parts = rest.split(".");
  const name = /^[A-Za-z][A-Za-z0-9_-]*$/;
  const sub = /^(\$ref|[A-Za-z][A-Za-z0-9_-]*)$/;
  if (parts.length > 2 || !name.test(parts[0] ?? "") || (parts[1] !== undefined && !sub.test(parts[1]))) {
    throw refuse(`${JSON.stringify(text)} is not an attribute path.`, scimType);
  }
  const urn = known ?? (colon > 0 ? text.slice(0, colon) : null);
  if (urn !== null && !/^urn:/i.test(urn)) throw refuse(`${JSON.stringify(text)} is not an attribute path.`, scimType);
  return { urn, attribute: parts[0] ?? "", sub: parts[1] ?? null };
}

/** A recursive descent parser; each rule consumes tokens and says what it read. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #urns: readonly string[];
  readonly #scimType: string;
  #at = 0;
  #depth = 0;

  constructor(text: string, urns: readonly string[], scimType: string) {
    this.#tokens = tokens(text, scimType);
    this.#urns = urns;
    this.#scimType = scimType;
  }

  /** The whole text as one filter. */
  whole(): Filter {
    const filter = this.#or(false);
    this.#end();
    return filter;
  }

  /** attrPath / valuePath [subAttr], the path of a PATCH operation. */
  path(): { readonly path: AttributePath; readonly filter: Filter | null; readonly sub: string | null } {
    const path = this.#path(this.#take("word"));
    if (this.#peek()?.kind !== "[") {
      this.#end();
      return { path, filter: null, sub: null };
    }
    const filter = this.#bracketed();
    const next = this.#peek();
    if (!next) return { path, filter, sub: null };
    const sub = /^\.(\$ref|[A-Za-z][A-Za-z0-9_-]*)$/.exec(this.#take("word").text)?.[1];
    if (sub === undefined || next.spaced) throw this.#wrong("the part behind the bracket is not a sub-attribute");
    this.#end();
    return { path, filter, sub };
  }

  #or(inner: boolean): Filter {
    let left = this.#and(inner);
    while (this.#word("or")) left = { kind: "or", left, right: this.#and(inner) };
    return left;
  }

  #and(inner: boolean): Filter {
    let left = this.#term(inner);
    while (this.#word("and")) left = { kind: "and", left, right: this.#term(inner) };
    return left;
  }

  #term(inner: boolean): Filter {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#wrong("it is nested too deeply");
    const filter = this.#group(inner) ?? this.#expression(inner);
    this.#depth -= 1;
    return filter;
  }

  #group(inner: boolean): Filter | null {
    const next = this.#peek();
    const negated = next?.kind === "word" && next.text.toLowerCase() === "not" && this.#tokens[this.#at + 1]?.kind === "(";
    if (negated) this.#at += 1;
    else if (next?.kind !== "(") return null;
    this.#take("(");
    const filter = this.#or(inner);
    this.#take(")");
    return negated ? { kind: "not", inner: filter } : filter;
  }

  #expression(inner: boolean): Filter {
    const path = this.#path(this.#take("word"));
    if (this.#peek()?.kind === "[" && !inner) return { kind: "values", path, filter: this.#bracketed() };
    const operator = this.#take("word").text.toLowerCase();
    if (operator === "pr") return { kind: "present", path };
    if (!OPERATORS.has(operator)) throw this.#wrong(`${operator} is not an operator`);
    return { kind: "compare", path, operator: operator as Operator, literal: this.#literal() };
  }

  #bracketed(): Filter {
    if (this.#peek()?.spaced) throw this.#wrong("a blank stands in front of [");
    this.#take("[");
    const filter = this.#or(true);
    this.#take("]");
    return filter;
  }

  #literal(): Literal {
    const token = this.#peek();
    this.#at += 1;
    if (!token?.spaced) throw this.#wrong("a value is missing");
    if (token.kind === "string") return JSON.parse(token.text) as string;
    const word = WORDS.get(token.text);
    if (token.kind === "word" && word !== undefined) return word;
    if (token.kind === "word" && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(token.text)) return Number(token.text);
    throw this.#wrong(`${token.text} is not a value`);
  }

  #path({ text }: Token): AttributePath {
    return parseAttributePath(text, this.#urns, this.#scimType);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** A logical operator, with blanks on both sides. */
  #word(word: string): boolean {
    const token = this.#peek();
    if (token?.kind !== "word" || token.text.toLowerCase() !== word || !token.spaced) return false;
    if (!this.#tokens[this.#at + 1]?.spaced) throw this.#wrong(`nothing follows ${word}`);
    this.#at += 1;
    return true;
  }

  #take(kind: Token["kind"]): Token {
    const token = this.#peek();
    if (token?.kind !== kind) throw this.#wrong(token ? `${token.text} is not expected there` : "it ends too early");
    this.#at += 1;
    return token;
  }

  #end(): void {
    const token = this.#peek();
    if (token) throw this.#wrong(`${token.text} is not expected there`);
  }

  #wrong(why: string): ScimError {
    return refuse(`The ${this.#scimType === "invalidPath" ? "path" : "filter"} is not valid: ${why}.`, this.#scimType);
  }
}

/** Parses a filter; throws 400 invalidFilter. `urns`: the schemas that may stand in front of attribute names. */
export function parseFilter(text: string, urns: readonly string[]): Filter {
  return new Parser(text, urns, "invalidFilter").whole();
}

/** Parses the path of a PATCH operation; throws 400 invalidPath. */
export function parsePatchPath(text: string, urns: readonly string[]): ReturnType<Parser["path"]> {
  return new Parser(text, urns, "invalidPath").path();
}
