import { invariant } from "../../src/engine/api.ts";
import { values } from "../../src/scim/walk.ts";

export default invariant({
  id: "invariants/multi-valued-arrays",
  title: "Multi-valued attributes are JSON arrays, also with one value",
  failureTitle: "Multi-valued attributes with one value are not written as arrays",
  verifies: ["7643-2.4-json-array", "7644-3.8-multi-valued-encoding"],
  detects: ["multi-valued-single-as-object"],
  remedy: "Write every multi-valued attribute as a JSON array, even with a single value; leave it out, or write [], when there is none.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type) continue;
      for (const { attribute, value, pointer: place, element } of values(resource, type, target, pointer)) {
        if (!attribute.multiValued || (element && !place.endsWith("/0"))) continue;
        const detail = { message: `${attribute.path} is multi-valued, but its value is no array`, expected: "an array", actual: value, at: exchange, pointer: place };
        for (const id of ["7643-2.4-json-array", "7644-3.8-multi-valued-encoding"]) expect.of(id).that(element, detail);
      }
    }
  },
});
