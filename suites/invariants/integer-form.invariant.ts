import { invariant } from "../../src/engine/api.ts";
import { scan } from "../../src/scim/lexical.ts";
import { values } from "../../src/scim/walk.ts";

export default invariant({
  id: "invariants/integer-form",
  title: "Integers are written without fraction and exponent",
  failureTitle: "Integers are written with a fraction or an exponent",
  verifies: ["7643-2.3.4-integer-no-fraction-exponent"],
  detects: ["type-integer-with-fraction", "type-integer-quoted"],
  remedy: "Write integers as 42, never as 42.0, 4.2e1 or \"42\".",
  judge(exchange, { expect, target }) {
    if (exchange.text === null || exchange.seen.length === 0) return;
    const integers = exchange.seen.flatMap(({ resource, pointer, type }) => (type ? [...values(resource, type, target, pointer)].filter((v) => v.attribute.type === "integer") : []));
    if (integers.length === 0) return;
    const written = new Map(scan(exchange.text).numbers.map((n) => [n.pointer, n.text]));
    for (const { attribute, value, pointer } of integers) {
      const text = written.get(pointer) ?? JSON.stringify(value) ?? "";
      expect.of("7643-2.3.4-integer-no-fraction-exponent").that(/^-?\d+$/.test(text), { message: `${attribute.path} is written ${text}`, expected: "digits alone", actual: text, at: exchange, pointer });
    }
  },
});
