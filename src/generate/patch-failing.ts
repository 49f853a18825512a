/** PATCH operations that are wrong in exactly one way (RFC 7644 section 3.5.2). */
import { constantFrom, oneof, type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import { pathOf } from "../scim/schema.ts";
import { WRONG } from "./invalid.ts";

export interface Failing {
  readonly operation: JsonObject;
  /** In words: what is wrong. */
  readonly fault: string;
  /** The requirement by which it must be refused; null where a server may also let it pass without effect (P05, P09, P22, P24). */
  readonly refusedBy: string | null;
}

const OP = "7644-3.5.2-patch-op-values";
const GRAMMAR = "7644-3.5.2-path-grammar";

const failing = (operation: JsonObject, fault: string, refusedBy: string | null = null): Failing => ({ operation, fault, refusedBy });

/** What no attribute is needed for. */
const ALWAYS: readonly Failing[] = [
  failing({ op: "remove" }, "remove without a path", "7644-3.5.2.2-no-path-notarget"),
  failing({ op: "replace", path: "id", value: "scimspec-new-id" }, "replace of the id, which is readOnly"),
  failing({ op: "replace", path: "meta.resourceType", value: "Scimspec" }, "replace of meta.resourceType, which is readOnly"),
  failing({ op: "replace", path: "scimspecUnknown", value: "x" }, "a path that names no attribute"),
];

/** What is wrong with an operation on an attribute that takes this value. */
function ofAttribute(a: AttributeInfo): readonly Failing[] {
  const path = pathOf(a);
  const [[words, value] = ["", ""]] = WRONG[a.type];
  const wrong: Json = a.multiValued ? [value] : value;
  return [
    failing({ op: "move", path, value: "x" }, "the op move, which there is not", OP),
    failing({ op: "upsert", path, value: "x" }, "the op upsert, which there is not", OP),
    failing({ op: "remove", path: `${path}..x` }, "a path with two dots", GRAMMAR),
    failing({ op: "replace", path, value: wrong }, `${words} as ${path}`),
    ...(a.multiValued && a.type === "complex" ? ofList(a) : []),
  ];
}

function ofList(a: AttributeInfo): readonly Failing[] {
  const path = pathOf(a);
  const part = a.subAttributes.find((s) => s.type === "string" && s.mutability === "readWrite")?.name;
  if (part === undefined) return [];
  return [
    failing({ op: "remove", path: `${path}[${part} eq "x"` }, "a bracket that is not closed", GRAMMAR),
    failing({ op: "remove", path: `${path}[${part} eq` }, "a filter without its end", GRAMMAR),
    failing({ op: "replace", path: `${path}[${part} eq "scimspec-none"].${part}`, value: "x" }, "replace of values of which there are none"),
  ];
}

/** Failing operations on any of the attributes. */
export function failingOperations(attributes: readonly AttributeInfo[]): Arbitrary<Failing> {
  const some = attributes.flatMap(ofAttribute);
  return some.length === 0 ? constantFrom(...ALWAYS) : oneof({ weight: 1, arbitrary: constantFrom(...ALWAYS) }, { weight: 2, arbitrary: constantFrom(...some) });
}
