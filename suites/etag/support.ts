/** What the checks of versions share: tags, a resource whose tag is known, and a change that shows. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { freeText } from "../../src/scim/sample.ts";
import { at } from "../../src/scim/value.ts";

/** meta.version of a resource, if it is a string. */
export function versionOf(resource: JsonObject | undefined): string | null {
  const version = at(resource, "/meta/version");
  return typeof version === "string" && version !== "" ? version : null;
}

/** The tag of a resource, as the answer gives it: the header, or meta.version where there is none. */
export function tagOf(response: ScimResponse): string | null {
  return response.header("etag") ?? versionOf(response.object);
}

/** The opaque part of a tag, without W/ and quotes. */
export const opaque = (tag: string): string => tag.replace(/^W\//i, "").replace(/^"|"$/g, "");

/** The tag of a change that never happened, in the form of the real one. */
export const foreign = (tag: string): string => (tag.startsWith("W/") ? 'W/"scimspec-other"' : '"scimspec-other"');

export interface Tagged {
  readonly fixture: Fixture;
  /** A GET of it. */
  readonly read: ScimResponse;
  readonly tag: string;
}

/** True if resources have versions: declared, or shown in meta.version. An ETag alone may come from the web framework. */
export function versioned({ target }: CheckContext, read: ScimResponse): boolean {
  return target.supports("etag") === true || versionOf(read.object) !== null;
}

/** A new resource and its current tag; skips where the server shows none (etag/header judges that). */
export async function tagged(context: CheckContext): Promise<Tagged> {
  const { given, scim, skip, type } = context;
  const fixture = await given.resource(type);
  const read = await scim.get(fixture);
  const tag = versioned(context, read) ? tagOf(read) : null;
  return { fixture, read, tag: tag ?? skip(`the server shows no version of a ${type.name} (neither ETag nor meta.version)`) };
}

/** Name of an attribute whose change shows; skips where the type has none. */
export function changeable({ target, type, skip }: CheckContext): string {
  return freeText(target, type) ?? skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
}

/** The ways of changing a resource that the server offers. */
export function ways({ target }: CheckContext): readonly ("PUT" | "PATCH")[] {
  return [...(target.supports("put") === false ? [] : (["PUT"] as const)), ...(target.supports("patch") === false ? [] : (["PATCH"] as const))];
}

/** Sets one attribute, by PUT or by PATCH. */
export function change(context: CheckContext, way: "PUT" | "PATCH", fixture: Fixture, values: JsonObject, headers: Readonly<Record<string, string>> = {}): Promise<ScimResponse> {
  const { scim } = context;
  if (way === "PUT") return scim.replace(fixture, { ...fixture.sent, ...values }, { headers });
  return scim.patch(fixture, Object.entries(values).map(([path, value]) => ({ op: "replace", path, value })), { headers });
}
