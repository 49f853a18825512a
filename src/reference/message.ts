/** What all messages have in common (RFC 7644 section 3.1), of whatever operation. */
import { ScimError, type Json, type JsonObject } from "./types.ts";

export const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** The value of a member, its name in any letter case (RFC 7643 section 2.1); undefined if there is none. */
export function memberOf(body: JsonObject, name: string): Json | undefined {
  const key = Object.keys(body).find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

/** As memberOf, with null as undefined: for members whose null says nothing. */
export function givenMember(body: JsonObject, name: string): Json | undefined {
  return memberOf(body, name) ?? undefined;
}

/** A refusal of what the message format does not allow. */
export function syntax(message: string): ScimError {
  return new ScimError(400, message, "invalidSyntax");
}

/** Throws unless `schemas` names the URN. */
export function requireSchema(body: JsonObject, urn: string): void {
  const schemas = memberOf(body, "schemas");
  if (!Array.isArray(schemas) || !(schemas as Json[]).some((s) => typeof s === "string" && s.toLowerCase() === urn.toLowerCase())) throw syntax(`schemas does not name ${urn}.`);
}
