/** The same path in other words: names and operators have no case, and the URN of the base schema may stand in front (RFC 7644 section 3.10). */
import { constantFrom, type Arbitrary } from "fast-check";
import type { JsonObject } from "../model/json.ts";

export interface Spelling {
  readonly names: "plain" | "upper" | "lower";
  /** The URN of the base schema in front of its attributes. */
  readonly qualified: boolean;
}

/** Every spelling but the plain one. */
export function spellings(): Arbitrary<Spelling> {
  return constantFrom<Spelling>({ names: "upper", qualified: false }, { names: "lower", qualified: false }, { names: "plain", qualified: true }, { names: "upper", qualified: true });
}

/** `name`, `[part eq "text"]`, `.part`: the forms of path that the model writes. */
const PATH = /^([^[\].:]+)(?:\[([^ \]]+) (eq) (.*)\])?(?:\.([^[\].]+))?$/su;

/** A path in that spelling; texts in its filter and URNs of extensions stay as they are. */
export function respelled(path: string, { names, qualified }: Spelling, schema: string): string {
  const end = path.startsWith("urn:") ? path.slice(0, path.includes("[") ? path.indexOf("[") : path.length).lastIndexOf(":") + 1 : 0;
  const found = PATH.exec(path.slice(end));
  if (!found) return path;
  const cased = (text: string): string => (names === "upper" ? text.toUpperCase() : names === "lower" ? text.toLowerCase() : text);
  const [, name = "", part, operator = "", literal = "", sub] = found;
  const filter = part === undefined ? "" : `[${cased(part)} ${cased(operator)} ${literal}]`;
  return `${end > 0 ? path.slice(0, end) : qualified ? `${schema}:` : ""}${cased(name)}${filter}${sub === undefined ? "" : `.${cased(sub)}`}`;
}

/** An operation with its path in that spelling; one without path as it is. */
export function respelledOperation(operation: JsonObject, spelling: Spelling, schema: string): JsonObject {
  const { path } = operation;
  return typeof path === "string" ? { ...operation, path: respelled(path, spelling, schema) } : operation;
}
