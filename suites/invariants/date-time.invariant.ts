import { invariant } from "../../src/engine/api.ts";
import { values } from "../../src/scim/walk.ts";
import { isDateTime } from "../../src/scim/date-time.ts";

export default invariant({
  id: "invariants/date-time",
  title: "Every dateTime is a string that XML Schema's dateTime allows",
  failureTitle: "dateTime values are not valid",
  verifies: ["7643-2.3.5-datetime-xsd", "7643-2.3.5-datetime-json-string"],
  detects: ["datetime-without-zone", "datetime-with-blank", "datetime-epoch"],
  remedy: 'Write dateTime values like "2011-05-13T04:42:34Z": date, T, time, zone.',
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type) continue;
      for (const found of values(resource, type, target, pointer)) {
        if (found.attribute.type !== "dateTime") continue;
        const at = { at: exchange, pointer: found.pointer, actual: found.value };
        const text = expect.of("7643-2.3.5-datetime-json-string").that(typeof found.value === "string", { message: `${found.attribute.path} is ${JSON.stringify(found.value)}, not a string`, expected: "a string", ...at });
        if (!text) continue;
        const valid = expect.of("7643-2.3.5-datetime-xsd").that(isDateTime(found.value as string), { message: `${found.attribute.path} is ${JSON.stringify(found.value)}, no valid xsd:dateTime`, expected: "YYYY-MM-DDThh:mm:ss with zone", ...at });
        if (valid) expect.of("7643-2.3.5-datetime-xsd", "attributes/zone-missing").that(/(Z|[+-]\d{2}:\d{2})$/.test(found.value as string), { message: `${found.attribute.path} has no zone: the instant is unknown`, expected: "a zone, such as Z", ...at });
      }
    }
  },
});
