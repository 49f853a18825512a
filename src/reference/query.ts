/** Query parameters (RFC 7644 sections 3.4.2, 3.4.3 and 3.9; RFC 9865 section 2). */
import { givenMember, requireSchema } from "./message.ts";
import { ScimError, type Json, type JsonObject, type Query } from "./types.ts";

const SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

function names(text: string | null): readonly string[] {
  return (text ?? "").split(",").map((s) => s.trim()).filter((s) => s !== "");
}

function integer(text: string | null, name: string): number | null {
  if (text === null) return null;
  if (!/^[+-]?\d+$/.test(text.trim())) throw new ScimError(400, `${name} is not an integer.`, name === "count" ? "invalidCount" : "invalidValue");
  return Number(text);
}

/** From the query part of a URL. An empty parameter counts as absent, except cursor. */
export function fromUrl(params: URLSearchParams): Query {
  const text = (name: string): string | null => params.get(name);
  return {
    filter: text("filter"),
    attributes: names(text("attributes")),
    excludedAttributes: names(text("excludedAttributes")),
    sortBy: text("sortBy") === "" ? null : text("sortBy"),
    sortOrder: text("sortOrder"),
    startIndex: integer(text("startIndex"), "startIndex"),
    count: integer(text("count"), "count"),
    cursor: text("cursor"),
  };
}

function wrong(name: string, expected: string): ScimError {
  return new ScimError(400, `${name} of the search request is not ${expected}.`, "invalidValue");
}

function string(body: JsonObject, name: string): string | null {
  const value = givenMember(body, name);
  if (value !== undefined && typeof value !== "string") throw wrong(name, "a string");
  return value ?? null;
}

function number(body: JsonObject, name: string): number | null {
  const value = givenMember(body, name);
  if (value !== undefined && (typeof value !== "number" || !Number.isInteger(value))) throw wrong(name, "an integer");
  return value ?? null;
}

function list(body: JsonObject, name: string): readonly string[] {
  const value = givenMember(body, name);
  if (value === undefined) return [];
  if (!Array.isArray(value) || !(value as Json[]).every((v) => typeof v === "string")) throw wrong(name, "an array of strings");
  return (value as string[]).map((s) => s.trim()).filter((s) => s !== "");
}

/** From a SearchRequest message. */
export function fromSearch(body: JsonObject): Query {
  requireSchema(body, SEARCH_SCHEMA);
  return {
    filter: string(body, "filter"),
    attributes: list(body, "attributes"),
    excludedAttributes: list(body, "excludedAttributes"),
    sortBy: string(body, "sortBy"),
    sortOrder: string(body, "sortOrder"),
    startIndex: number(body, "startIndex"),
    count: number(body, "count"),
    cursor: string(body, "cursor"),
  };
}
