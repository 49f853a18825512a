import { invariant } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { pointerToken } from "../../src/scim/value.ts";

/** `type` compares without case (RFC 7643 section 8.7.1), values as they are. */
const keyOf = (v: Json): string | null => (isObject(v) && v["value"] !== undefined && v["value"] !== null ? JSON.stringify([String(v["type"] ?? "").toLowerCase(), v["value"]]) : null);

export default invariant({
  id: "invariants/distinct-values",
  title: "No combination of type and value is returned twice in one attribute",
  failureTitle: "The same combination of type and value is returned twice in one attribute",
  verifies: ["7643-2.4-no-duplicate-type-value"],
  detects: ["multi-valued-duplicates-returned"],
  remedy: "Return each combination of type and value once per attribute.",
  judge(exchange, { expect }) {
    if (exchange.projected) return;
    for (const { resource, pointer } of exchange.seen) {
      for (const [name, value] of Object.entries(resource)) {
        if (!Array.isArray(value)) continue;
        const keys = (value as Json[]).flatMap((v) => keyOf(v) ?? []);
        if (keys.length === 0) continue;
        const twice = keys.find((k, i) => keys.indexOf(k) !== i);
        expect.of("7643-2.4-no-duplicate-type-value").that(twice === undefined, { message: `${name} holds a combination of type and value twice: ${twice ?? ""}`, expected: "each combination once", actual: value as Json, at: exchange, pointer: `${pointer}/${pointerToken(name)}` });
      }
    }
  },
});
