import { invariant } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default invariant({
  id: "invariants/literal-quotes",
  title: "Keywords and URIs are sent without literal quotation marks",
  failureTitle: "Keywords or URIs carry literal quotation marks",
  verifies: ["7643-1.1-quotes-not-part-of-value"],
  detects: ["quoted-keywords"],
  remedy: "The quotation marks in the RFC are typography: send User, not \"User\" in quotes of its own.",
  judge(exchange, { expect }) {
    for (const { resource, pointer } of exchange.seen) {
      const meta = resource["meta"];
      const schemas = resource["schemas"];
      const keywords: readonly (readonly [Json | undefined, string])[] = [[isObject(meta) ? meta["resourceType"] : undefined, "/meta/resourceType"], ...(Array.isArray(schemas) ? schemas.map((s: Json, i) => [s, `/schemas/${i}`] as const) : [])];
      for (const [value, place] of keywords) {
        if (typeof value !== "string") continue;
        expect.of("7643-1.1-quotes-not-part-of-value").that(!/["'`\u201c\u201d]/.test(value), { message: `${JSON.stringify(value)} carries literal quotation marks`, expected: "the bare keyword", actual: value, at: exchange, pointer: pointer + place });
      }
    }
  },
});
