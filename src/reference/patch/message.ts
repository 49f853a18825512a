/** The PatchOp message and its paths (RFC 7644 section 3.5.2). */
import type { Call } from "../behaviour.ts";
import { extensionDefinitions, locate, named, urnsOf } from "../definitions.ts";
import { checkValueFilter } from "../filter/check.ts";
import { parsePatchPath } from "../filter/parse.ts";
import { memberOf, requireSchema, syntax } from "../message.ts";
import { isObject, ScimError, type Json, type JsonObject, type PatchOperation, type PatchTarget, type ResourceTypeDefinition } from "../types.ts";

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const OPS = ["add", "remove", "replace"] as const;

function readOperation(raw: Json, index: number): PatchOperation {
  const place = `Operations[${index}]`;
  if (!isObject(raw)) throw syntax(`${place} is not an object.`);
  const word = memberOf(raw, "op");
  const op = OPS.find((o) => typeof word === "string" && o === word.toLowerCase());
  if (!op) throw syntax(`The op of ${place} is none of ${OPS.join(", ")}.`);
  const path = memberOf(raw, "path");
  if (path !== undefined && path !== null && typeof path !== "string") throw new ScimError(400, `The path of ${place} is not a string.`, "invalidPath");
  const value = memberOf(raw, "value");
  if (op !== "remove" && value === undefined) throw new ScimError(400, `${place} has no value.`, "invalidValue");
  if (op === "remove" && (path === undefined || path === null || path === "")) throw new ScimError(400, `${place} has no path; remove needs one.`, "noTarget");
  // An empty string fits no form of a path.
  if (path === "") throw new ScimError(400, `The path of ${place} is empty.`, "invalidPath");
  return { op, path: path ?? null, value };
}

/** The operations of a PatchOp message; throws 400 for a malformed one. */
export function readPatch(body: JsonObject): readonly PatchOperation[] {
  requireSchema(body, PATCH_SCHEMA);
  const operations = memberOf(body, "Operations");
  if (!Array.isArray(operations) || operations.length === 0) throw syntax("Operations is not an array with at least one operation.");
  return (operations as Json[]).map(readOperation);
}

/** What a path names; throws 400 invalidPath for a path that no attribute of the type fits. */
export function parsePath(text: string, type: ResourceTypeDefinition, call: Call): PatchTarget {
  const { path, filter, sub: behind } = parsePatchPath(text, urnsOf([type]));
  if (path.attribute === "") {
    const extension = extensionDefinitions(type, call.context).find((s) => s.id.toLowerCase() === path.urn?.toLowerCase());
    if (!extension) throw new ScimError(400, `${text} names no attribute.`, "invalidPath");
    return { extension: extension.id, definition: null, filter: null, sub: null };
  }
  const found = locate(path.urn, path.attribute, type, call.context);
  if (!found) throw new ScimError(400, `${type.name} has no attribute ${path.attribute}.`, "invalidPath");
  const { definition, extension } = found;
  const name = path.sub ?? behind;
  const sub = name === null ? null : named(definition.subAttributes ?? [], name);
  if (sub === undefined) throw new ScimError(400, `${definition.name} has no sub-attribute ${name}.`, "invalidPath");
  if (filter && !definition.multiValued) throw new ScimError(400, `${definition.name} is not multi-valued.`, "invalidPath");
  if (filter && path.sub !== null) throw new ScimError(400, `${text} has a filter behind a sub-attribute.`, "invalidPath");
  if (filter) checkValueFilter(filter, definition, call);
  return { extension, definition, filter, sub };
}
