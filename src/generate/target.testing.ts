/** A type and its target for the tests of generators: what freeAttributes needs, and no server. */
import type { JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { parseAttribute, parseSchema } from "../scim/schema.ts";

export interface Testing {
  readonly target: TargetView;
  readonly type: ResourceTypeInfo;
}

/** A target whose only type has these schemas; the first is the base, the others are extensions. */
export function targetOf(schemas: readonly JsonObject[]): Testing {
  const parsed = schemas.flatMap((s) => parseSchema(s) ?? []);
  const [base, ...extensions] = parsed;
  if (!base) throw new Error("a target has a schema");
  const attributes: readonly AttributeInfo[] = [
    ...base.attributes,
    ...extensions.flatMap((e) => (Array.isArray(e.raw?.["attributes"]) ? e.raw["attributes"].flatMap((a) => parseAttribute(a, { schema: e.id, extension: true, prefix: "", source: "published" }) ?? []) : [])),
  ];
  const type: ResourceTypeInfo = { name: "Thing", id: "Thing", endpoint: "/Things", schema: base.id, extensions: extensions.map((e) => ({ schema: e.id, required: false })), source: "published", isUser: false, isGroup: false, raw: undefined };
  const target = { attributes: () => attributes, maySend: () => true, mayChange: () => true } as unknown as TargetView;
  return { target, type };
}
