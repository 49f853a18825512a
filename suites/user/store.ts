/** Storing values of users and reading them back, so that one refused value does not hide the others. */
import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

/** The definition of an attribute that a client may set and that comes back by itself; undefined for others. */
export function storable({ target, type }: Pick<CheckContext, "target" | "type">, path: string): AttributeInfo | undefined {
  const found = target.attribute(type, path);
  const shown = found && (found.returned === "default" || found.returned === "always");
  return shown && found.mutability !== "readOnly" && found.mutability !== "writeOnly" && target.maySend(type, path) ? found : undefined;
}

/** The members of an element that the schema offers; canonical labels alone where the schema lists them. */
export function offered(attribute: AttributeInfo, elements: readonly JsonObject[]): readonly JsonObject[] {
  const sub = (name: string): AttributeInfo | undefined => attribute.subAttributes.find((s) => s.name.toLowerCase() === name.toLowerCase());
  if (attribute.subAttributes.length === 0) return elements;
  const known = elements.map((e) => Object.fromEntries(Object.entries(e).filter(([name]) => sub(name) && sub(name)?.mutability !== "readOnly")));
  const labels = sub("type")?.canonicalValues ?? [];
  return labels.length === 0 ? known : known.filter((e) => e["type"] === undefined || labels.some((l) => l.toLowerCase() === String(e["type"]).toLowerCase()));
}

/** What became of a value: the read that shows it, or the refusal. */
export interface Stored {
  readonly read: ScimResponse;
  readonly refused: boolean;
  /** The value as it reads; undefined if it has none. */
  readonly value: Json | undefined;
}

async function createAndRead({ scim, given, target, type }: CheckContext, values: JsonObject): Promise<ScimResponse> {
  const created = await scim.create(type, given.body(type, values));
  const id = created.object?.["id"];
  // An answer without a body is judged by create/created.
  const place = typeof id === "string" ? `${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}` : created.header("location");
  if (!created.ok || place === null) return created;
  return scim.settled(() => scim.get(place), (r) => r.ok);
}

/** Creates a user with all values and reads it; if that is refused, a user for each value. */
export async function store(context: CheckContext, values: JsonObject): Promise<ReadonlyMap<string, Stored>> {
  const seen = (read: ScimResponse, path: string): Stored => {
    const value = member(read.object, path);
    return { read, refused: !read.ok, value: isUnassigned(value) ? undefined : value };
  };
  const paths = Object.keys(values);
  const all = await createAndRead(context, values);
  if (all.ok) return new Map(paths.map((p) => [p, seen(all, p)]));
  const result = new Map<string, Stored>();
  for (const path of paths) result.set(path, seen(paths.length === 1 ? all : await createAndRead(context, { [path]: values[path] ?? null }), path));
  return result;
}
