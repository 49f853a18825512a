import { invariant } from "../../src/engine/api.ts";
import { LIST_RESPONSE } from "../../src/scim/urn.ts";
import { scan } from "../../src/scim/lexical.ts";

/** Errors that a gateway in front of the SCIM server may give in its own form (ambiguity P42). */
const GATEWAY = new Set([401, 405, 406, 413, 414, 415, 429, 500, 502, 503, 504]);
const SINGLE = new Set(["read", "create", "replace"]);

export default invariant({
  id: "invariants/json-object",
  title: "Every body is one JSON object in UTF-8",
  failureTitle: "Bodies are not one JSON object in UTF-8",
  verifies: ["7644-3.1-json-messages", "7643-2.1-json-representation", "7643-3-resource-json-object"],
  detects: ["http-body-array", "http-duplicate-member", "http-html-body"],
  remedy: "Answer with exactly one JSON object: no array around it, no HTML, no member name twice, encoded as UTF-8.",
  judge(exchange, { expect }) {
    if (exchange.text === null || exchange.method === "HEAD") return;
    const gateway = !exchange.ok && GATEWAY.has(exchange.status);
    const isObject = exchange.object !== undefined;
    const cut = exchange.raw.response?.truncated === true;
    if (!cut) {
      expect.of("7644-3.1-json-messages", gateway ? "http/gateway-body" : undefined).that(isObject, {
        message: `${exchange.method} is answered with ${exchange.status} and a body that is not one JSON object`,
        expected: "one JSON object",
        actual: exchange.text.slice(0, 200),
        at: exchange,
        pointer: "",
      });
    }
    if (isObject) {
      const { duplicates } = scan(exchange.text);
      const valid = exchange.raw.response?.invalidUtf8 !== true && duplicates.length === 0;
      expect.of("7643-2.1-json-representation").that(valid, {
        message: duplicates.length > 0 ? `a member name occurs twice: ${duplicates[0] ?? ""}` : "the body is not valid UTF-8",
        expected: "JSON in UTF-8, each member name once",
        actual: duplicates[0] ?? null,
        at: exchange,
        pointer: duplicates[0] ?? "",
      });
    }
    if (exchange.ok && SINGLE.has(exchange.raw.operation)) {
      const schemas = exchange.object?.["schemas"];
      const list = Array.isArray(schemas) && schemas.includes(LIST_RESPONSE);
      expect.of("7643-3-resource-json-object").that(isObject && !list, {
        message: "a single resource is not answered with the resource itself",
        expected: "the resource as one JSON object",
        actual: list ? "a ListResponse" : exchange.text.slice(0, 200),
        at: exchange,
        pointer: "",
      });
    }
  },
});
