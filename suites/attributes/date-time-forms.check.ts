import { check } from "../../src/engine/api.ts";
import { isDateTime } from "../../src/scim/date-time.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "attributes/date-time-forms",
  title: "What is no xsd:dateTime is refused, or stored as one",
  failureTitle: "What is no xsd:dateTime is stored as it came",
  for: "each-resource-type",
  verifies: ["7643-2.3.5-datetime-xsd"],
  after: ["create/created", "errors/wrong-type"],
  detects: ["datetime-form-not-checked"],
  mutates: "own-resources",
  remedy: "Demand date, time and, if given, a full offset: 2024-01-01T00:00:00+02:00.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = target.attributes(type).find((a) => !a.extension && a.schema !== "" && a.type === "dateTime" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.name));
    if (!found) skip(`the schema of ${type.name} has no dateTime that a client may set (/Schemas)`);
    const name = found?.name ?? "";
    for (const value of ["2024-01-01", "2024-01-01T10:00Z", "2024-01-01T10:00:00+02"]) {
      const response = await scim.create(type, given.body(type, { [name]: value }));
      const got = member(response.object, name);
      const stored = response.ok && typeof got === "string" && !isDateTime(got);
      expect.of("7643-2.3.5-datetime-xsd").that(!stored && response.status < 500, { message: `${name} sent as ${value} is answered with ${response.status}${stored ? ` and reads ${got}` : ""}`, expected: "400, or a dateTime", actual: stored ? got : response.status, at: response, pointer: stored ? `/${name}` : "status" });
    }
  },
});
