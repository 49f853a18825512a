/** Projection: `returned` characteristics, `attributes` and `excludedAttributes` (RFC 7643 section 7, RFC 7644 section 3.9). */
import type { Context } from "./behaviour.ts";
import { COMMON } from "./definitions.ts";
import { isObject, type AttributeDefinition, type JsonObject, type Query, type ResourceTypeDefinition, type ServerRequest, type Stored } from "./types.ts";

interface Asked {
  readonly urn: string;
  readonly attribute: string;
  readonly sub: string | null;
}

/** Splits `urn:...:User:name.givenName`; the dot inside `2.0` belongs to the URN. */
function parsePath(path: string, urns: readonly string[]): Asked {
  const lower = path.trim().toLowerCase();
  const urn = urns.find((u) => lower === u.toLowerCase() || lower.startsWith(`${u.toLowerCase()}:`));
  const rest = urn === undefined ? lower : lower.slice(urn.length + 1);
  const [attribute = "", sub = null] = rest.split(".");
  return { urn: urn?.toLowerCase() ?? "", attribute, sub };
}


class Projection {
  readonly #wanted: readonly Asked[];
  readonly #unwanted: readonly Asked[];
  readonly #base: string;
  readonly #written: ReadonlySet<string>;

  constructor(query: Query, type: ResourceTypeDefinition, written: ReadonlySet<string>) {
    this.#written = written;
    const urns = [type.schema, ...type.schemaExtensions.map((e) => e.schema)];
    this.#wanted = query.attributes.map((p) => parsePath(p, urns));
    this.#unwanted = query.excludedAttributes.map((p) => parsePath(p, urns));
    this.#base = type.schema.toLowerCase();
  }

  #matches(asked: Asked, schema: string, attribute: string): boolean {
    const sameSchema = asked.urn === "" ? schema === this.#base : asked.urn === schema;
    return sameSchema && (asked.attribute === attribute || asked.attribute === "");
  }

  /** Keeps the attribute, drops it, or keeps the sub-attributes named. */
  decide(definition: AttributeDefinition, schemaId: string): boolean | ((sub: AttributeDefinition) => boolean) {
    const schema = schemaId.toLowerCase();
    const attribute = definition.name.toLowerCase();
    if (definition.returned === "always") return true;
    if (definition.returned === "never") return false;
    const asked = this.#wanted.filter((a) => this.#matches(a, schema, attribute));
    const excluded = this.#unwanted.filter((a) => this.#matches(a, schema, attribute));
    if (excluded.some((e) => e.sub === null)) return false;
    if (this.#wanted.length > 0) {
      if (asked.length === 0) return false;
      if (asked.some((a) => a.sub === null)) return true;
      return (sub) => sub.returned === "always" || asked.some((a) => a.sub === sub.name.toLowerCase());
    }
    if (definition.returned === "request") return this.#written.has(attribute);
    return excluded.length === 0 ? true : (sub) => sub.returned === "always" || !excluded.some((e) => e.sub === sub.name.toLowerCase());
  }
}

function narrow(value: Stored[string], definition: AttributeDefinition, keep: (sub: AttributeDefinition) => boolean): Stored[string] {
  if (Array.isArray(value)) return (value as Stored[string][]).map((v) => narrow(v, definition, keep));
  if (!isObject(value)) return value;
  const kept = new Set((definition.subAttributes ?? []).filter(keep).map((s) => s.name));
  return Object.fromEntries(Object.entries(value).filter(([name]) => kept.has(name)));
}

function pick(values: JsonObject, definitions: readonly AttributeDefinition[], schema: string, projection: Projection): Stored {
  const result: Stored = {};
  for (const [name, value] of Object.entries(values)) {
    const definition = definitions.find((d) => d.name === name);
    if (!definition) continue;
    const decision = projection.decide(definition, schema);
    if (decision === true) result[name] = value;
    else if (decision !== false) {
      const part = narrow(value, definition, decision);
      if (!isObject(part) || Object.keys(part).length > 0) result[name] = part;
    }
  }
  return result;
}

/** Names, in lower case, of the attributes that a write specifies: their values are returned although only on request (RFC 7643 section 7). */
export function writtenNames({ method, path, body }: ServerRequest): ReadonlySet<string> {
  if (!["POST", "PUT", "PATCH"].includes(method) || path.endsWith("/.search") || body.length === 0) return new Set();
  const names = (v: unknown): readonly string[] => (isObject(v) ? Object.keys(v) : []);
  const message = JSON.parse(body.toString("utf8")) as JsonObject;
  const operations = Object.entries(message).find(([n]) => n.toLowerCase() === "operations")?.[1];
  const written = method === "PATCH" && Array.isArray(operations) ? (operations as JsonObject[]).flatMap((o) => [...names(o["value"]), ...(typeof o["path"] === "string" ? [o["path"].split(/[.[]/)[0] ?? ""] : [])]) : names(message);
  return new Set(written.map((n) => n.toLowerCase()));
}

/** The part of a resource that the request may and wants to see. */
export function project(resource: Stored, type: ResourceTypeDefinition, context: Context, query: Query, written: ReadonlySet<string>): Stored {
  const projection = new Projection(query, type, written);
  const definitions = [...COMMON, ...(context.schemas.find((s) => s.id === type.schema)?.attributes ?? [])];
  const result = pick(resource, definitions, type.schema, projection);
  for (const { schema } of type.schemaExtensions) {
    const container = resource[schema];
    if (!isObject(container)) continue;
    const part = pick(container, context.schemas.find((s) => s.id === schema)?.attributes ?? [], schema, projection);
    if (Object.keys(part).length > 0) result[schema] = part;
  }
  return result;
}
