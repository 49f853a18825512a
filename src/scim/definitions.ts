/** Walks the attribute definitions of published Schema resources as they were received. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { ScimResponse } from "../model/client.ts";

/** One definition in the raw Schema resource. */
export interface RawDefinition {
  readonly schema: string;
  readonly path: string;
  readonly raw: JsonObject;
  /** JSON pointer into the answer of /Schemas. */
  readonly pointer: string;
  readonly nested: boolean;
}

const ofSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";

function* walk(list: Json | undefined, schema: string, prefix: string, pointer: string, depth: number): Generator<RawDefinition> {
  // The Schema resource's own definition may nest (RFC 7643 section 7); nothing nests deeper than that.
  if (!Array.isArray(list) || depth > 3) return;
  for (const [i, raw] of (list as readonly Json[]).entries()) {
    if (!isObject(raw)) continue;
    const path = `${prefix}${typeof raw["name"] === "string" ? raw["name"] : `#${i}`}`;
    const at = `${pointer}/${i}`;
    yield { schema, path, raw, pointer: at, nested: depth > 0 };
    yield* walk(raw["subAttributes"], schema, `${path}.`, `${at}/subAttributes`, depth + 1);
  }
}

/** Every definition in the answer of GET /Schemas. */
export function* definitions(response: ScimResponse): Generator<RawDefinition> {
  for (const [i, resource] of response.resources.entries()) {
    const id = typeof resource["id"] === "string" ? resource["id"] : "";
    yield* walk(resource["attributes"], id, "", `/Resources/${i}/attributes`, 0);
  }
}

/** True for definitions of the Schema resource itself, which alone may nest complex attributes. */
export function isSchemaSchema(definition: RawDefinition): boolean {
  return definition.schema === ofSchema;
}
