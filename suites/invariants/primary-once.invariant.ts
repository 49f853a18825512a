import { invariant } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { pointerToken } from "../../src/scim/value.ts";

export default invariant({
  id: "invariants/primary-once",
  title: "At most one value of a multi-valued attribute is primary",
  failureTitle: "Several values of a multi-valued attribute are primary",
  verifies: ["7643-2.4-primary-once"],
  detects: ["two-primaries-accepted"],
  remedy: "Refuse a request with two primary values (400 invalidValue), or keep one of them as primary.",
  judge(exchange, { expect }) {
    for (const { resource, pointer, type } of exchange.seen) {
      const containers = (type?.extensions ?? []).map((e) => [`/${pointerToken(e.schema)}`, resource[e.schema]] as const);
      for (const [place, object] of [["", resource], ...containers] as const) {
        if (!isObject(object)) continue;
        for (const [name, value] of Object.entries(object)) {
          if (!Array.isArray(value) || !(value as Json[]).some((v) => isObject(v) && v["primary"] !== undefined)) continue;
          const count = (value as Json[]).filter((v) => isObject(v) && v["primary"] === true).length;
          expect.of("7643-2.4-primary-once").that(count <= 1, { message: `${name} has ${count} values with primary true`, expected: "at most one", actual: value as Json, at: exchange, pointer: `${pointer}${place}/${pointerToken(name)}` });
        }
      }
    }
  },
});
