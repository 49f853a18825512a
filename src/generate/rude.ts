/** Requests that no reasonable client sends. A server may refuse them, but must not break. */
import { array, constantFrom, jsonValue, oneof, record, tuple, type Arbitrary } from "fast-check";
import type { Json } from "../model/json.ts";
import { anyCharacters, edgyText, longText, rudeText } from "./text.ts";

/** One rude request, by where its rudeness sits. */
export type Rude =
  | { readonly at: "value" | "patched-value" | "id"; readonly text: string }
  | { readonly at: "query"; readonly parameter: string; readonly text: string }
  | { readonly at: "body"; readonly method: "POST" | "PATCH" | "PUT"; readonly body: Json }
  | { readonly at: "operation"; readonly operations: Json };

const NUMBERS = ["0", "-1", "2147483648", "-2147483649", "9223372036854775808", "1e3", "1.5", "NaN", "0x10", " 1", "1;2", "٣"];
const PARAMETERS = ["filter", "sortBy", "sortOrder", "startIndex", "count", "attributes", "excludedAttributes", "cursor"];
const FRAGMENTS = ["(", ")", "[", "]", '"', "\\", " and ", " or ", "not ", " eq ", " co ", " pr", ".", ":", ",", "userName", "emails", "id", "meta.", "urn:", "null", "true", "1", "%", "'", "\n"];

const text = oneof(rudeText(), edgyText(), longText(), anyCharacters(30), array(constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 12 }).map((list) => list.join("")));
/** Path segments that a client's URL library, or a proxy, resolves by itself never reach the server as they are. */
const segment = text.filter((t) => t !== "" && t !== "." && t !== ".." && t.length < 1500);

const operation = record<Record<string, Json>>({ op: oneof(constantFrom<Json>("add", "remove", "replace", "ADD", "", null, 7), jsonValue({ maxDepth: 1 }) as Arbitrary<Json>), path: oneof(constantFrom<Json>("emails[", "emails[type eq]", "name.", ".x", "urn:", "", "emails[type eq \"work\"].", "members[value eq \"x\"]"), text), value: jsonValue({ maxDepth: 2 }) as Arbitrary<Json> }, { requiredKeys: [] });

/** Any rude request. Nothing of it is valid by construction; some may be valid by chance, and succeed. */
export function rudeRequests(): Arbitrary<Rude> {
  const json = jsonValue({ maxDepth: 3 }) as Arbitrary<Json>;
  return oneof(
    { weight: 5, arbitrary: tuple(constantFrom<"value" | "patched-value">("value", "patched-value"), rudeText()).map(([at, t]): Rude => ({ at, text: t })) },
    { weight: 2, arbitrary: segment.map((t): Rude => ({ at: "id", text: t })) },
    { weight: 4, arbitrary: tuple(constantFrom(...PARAMETERS), oneof(text, constantFrom(...NUMBERS))).map(([parameter, t]): Rude => ({ at: "query", parameter, text: t })) },
    { weight: 2, arbitrary: tuple(constantFrom<"POST" | "PATCH" | "PUT">("POST", "PATCH", "PUT"), json).map(([method, body]): Rude => ({ at: "body", method, body })) },
    { weight: 3, arbitrary: array(operation, { minLength: 1, maxLength: 3 }).map((operations): Rude => ({ at: "operation", operations })) },
  );
}
