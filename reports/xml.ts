/** XML 1.0, written by hand: elements, attributes, text. */
import { visible } from "./text.ts";

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };

/** Character data: markup escaped, characters that XML forbids in a visible form (`\u0000`). */
export function xmlText(text: string): string {
  return visible(text).replace(/[&<>]/g, (c) => ENTITY[c] ?? c);
}

/** The value of an attribute in double quotes; line feeds and tabs survive normalisation (XML 1.0 section 3.3.3). */
export function xmlAttribute(value: string): string {
  return visible(value).replace(/[&<>"\n\t]/g, (c) => ENTITY[c] ?? c);
}

/** An element; attributes that are undefined are left out. `content` is markup already: text goes through `xmlText`. */
export function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content = ""): string {
  const list = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : ` ${key}="${xmlAttribute(String(value))}"`));
  return `<${name}${list.join("")}${content === "" ? "/>" : `>${content}</${name}>`}`;
}
