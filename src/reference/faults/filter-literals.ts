/** Faults in the reading of names, strings and numbers of filters. */
import { ScimError, type AttributeDefinition, type Literal, type Operator } from "../types.ts";
import { faultsOf, type Fault, type Info } from "./fault.ts";
import { crashes, EVERYTHING, rewrites } from "./filter-tools.ts";

const { must, should } = faultsOf("filter");
const VALUE = "7644-3.4.2.2-abnf-compvalue";
const RULES = "7644-3.4.2.2-abnf-imported-rules";
const ENCODED = "7644-1.2-percent-encode-urls";

/** A fault that compares strings otherwise where `special` says so. */
const compares = (info: Info, special: (literal: string, operator: Operator) => RegExp | null): Fault => ({
  ...info,
  apply: (b) => ({
    compare(value, operator, literal: Literal, definition: AttributeDefinition) {
      const pattern = typeof literal === "string" && typeof value === "string" && definition.type === "string" ? special(literal, operator) : null;
      return pattern ? pattern.test(String(value)) : b.compare(value, operator, literal, definition);
    },
  }),
});
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const around = (operator: Operator, inner: string): RegExp => new RegExp(`${operator === "co" || operator === "ew" ? "" : "^"}${inner}${operator === "co" || operator === "sw" ? "" : "$"}`, "i");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ScimError(500, "URI malformed");
  }
}

export const filterLiteralFaults: readonly Fault[] = [
  rewrites(must("filter-escaped-quote-not-decoded", "A string ends at an escaped quote", VALUE, RULES), (text) => text.replaceAll('\\"', '"')),
  rewrites(must("filter-backslash-not-decoded", "Two backslashes in a string stay two", VALUE), (text) => text.replaceAll("\\\\", "\\\\\\\\")),
  rewrites(must("filter-unicode-escape-not-decoded", "\\u sequences in strings stay as they are", RULES), (text) => text.replace(/(?<!\\)\\u/g, "\\\\u")),
  rewrites(must("filter-plus-taken-for-blank", "A plus sign that was percent-encoded counts as a blank", ENCODED), (text) => text.replaceAll("+", " ")),
  rewrites(must("filter-decoded-twice", "Percent-encoding is decoded twice", ENCODED), decoded),
  rewrites(must("filter-cut-at-ampersand", "A filter ends at an encoded ampersand", ENCODED), (text) => text.split("&")[0] ?? ""),
  rewrites(must("filter-cut-at-hash", "A filter ends at an encoded number sign", ENCODED), (text) => text.split("#")[0] ?? ""),
  rewrites(must("filter-query-latin1", "The query is read as ISO 8859-1", ENCODED), (text) => Buffer.from(text, "utf8").toString("latin1")),
  rewrites(must("filter-astral-lost", "Characters beyond the basic plane become question marks", ENCODED), (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, "?")),
  compares(must("filter-like-wildcards-unescaped", "% and _ are wildcards in co, sw and ew", "7644-3.4.2.2-op-co", "7644-3.4.2.2-op-sw", "7644-3.4.2.2-op-ew"), (text, operator) => (["co", "sw", "ew"].includes(operator) && /[%_]/.test(text) ? around(operator, literal(text).replaceAll("%", ".*").replaceAll("_", ".")) : null)),
  compares(must("filter-ldap-wildcards-unescaped", "* is a wildcard in eq", "7644-3.4.2.2-op-eq"), (text, operator) => (operator === "eq" && text.includes("*") ? around(operator, literal(text).replaceAll("\\*", ".*")) : null)),
  compares(must("filter-regex-unescaped", "co reads its value as a regular expression", "7644-3.4.2.2-op-co"), (text, operator) => {
    if (operator !== "co") return null;
    try {
      return new RegExp(text, "i");
    } catch {
      throw new ScimError(500, "Invalid regular expression");
    }
  }),
  crashes(must("filter-apostrophe-500", "An apostrophe in a value answers 500", "7644-3.4.2.2-op-eq"), (text) => /"[^"]*'[^"]*"/.test(text)),
  rewrites(must("filter-sql-injected", "A value can add a condition to the query behind", "7644-3.4.2.2-only-matching-returned"), (text) => (/' or '1'='1/i.test(text) ? EVERYTHING : text)),
  rewrites(must("filter-ldap-injected", "A value can add a condition to the LDAP query behind", "7644-3.4.2.2-only-matching-returned"), (text) => (/\*\)\(/.test(text) ? EVERYTHING : text)),
  rewrites(must("filter-unquoted-returns-everything", "A filter with a value that is not quoted is ignored", VALUE), (text) => (/^\S+ eq (?!true$|false$|null$|-?\d+(\.\d+)?$)[A-Za-z'][^ ]*$/.test(text) ? EVERYTHING : text)),
  crashes(must("filter-type-mismatch-500", "A number compared with a string answers 500", VALUE), (text) => /^(displayName|userName|nickName) eq \d+$/.test(text)),
  { ...rewrites(must("filter-type-mismatch-coerced", 'active eq "true" counts as active eq true', VALUE), (text) => text.replace(/^active eq "(true|false)"$/, "active eq $1")), strength: "gray" },
  rewrites(must("filter-exponent-misread", "Exponents of numbers are dropped", RULES), (text) => text.replace(/ (-?\d+)[eE][+-]?\d+(?= |$)/, " $1")),
  crashes(must("filter-negative-number-500", "A negative number answers 500", RULES), (text) => / -\d/.test(text.replace(/"[^"]*"/g, ""))),
  crashes(must("filter-boolean-literal-refused", "active eq false answers 500", VALUE), (text) => text === "active eq false"),
  crashes(must("filter-urn-prefix-refused", "Names with the URN of the core schema are refused", "7644-3.4.2.2-abnf-attrpath", "7644-3.10-core-prefix-optional"), (text) => /^urn:ietf:params:scim:schemas:core:2\.0:\w+:\w+ (?!sw)/.test(text), 400),
  rewrites(should("filter-urn-case-sensitive", "URNs in names are case-sensitive", "7644-3.10-all-facets-case-insensitive"), (text) => text.replace(/^URN:[^ ]*:/, "urn:example:unknown:")),
  rewrites(must("filter-urn-dot-confused", "The dot of 2.0 in a URN counts as the dot of a sub-attribute", "7644-3.10-subattribute-dot"), (text) => (/^urn:[^ ]*:\w+\.\w+ /.test(text) ? 'id eq ""' : text)),
  rewrites(should("filter-colon-for-dot", "A colon counts as the dot of a sub-attribute", "7644-3.4.2.2-abnf-subattr"), (text) => text.replace(/^name:/, "name.")),
  crashes(must("filter-keyword-prefix-attribute-misread", "Attributes whose names begin with or are refused", "7644-3.4.2.2-abnf-attrname", "7644-3.4.2.2-abnf-attrpath"), (text) => /(^|:)organization /i.test(text), 400),
  rewrites(must("filter-keyword-in-value-misread", "or inside a string splits the filter", "7644-3.4.2.2-abnf-attrname"), (text) => (/^\w+ eq "[^"]* or (id pr) and [^"]*"$/.test(text) ? EVERYTHING : text)),
];
