import { check } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "attributes/date-time-offset",
  title: "A dateTime with an offset keeps its instant",
  failureTitle: "A dateTime with an offset is shifted",
  for: "each-resource-type",
  verifies: ["7643-2.3.5-datetime-xsd"],
  after: ["create/created"],
  detects: ["datetime-offset-dropped"],
  mutates: "own-resources",
  remedy: "Read the offset of a dateTime; a value may be stored in UTC, but it must stay the same instant.",
  async run({ scim, given, expect, target, type, skip, require }) {
    const found = target.attributes(type).find((a) => !a.extension && a.schema !== "" && a.type === "dateTime" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.name));
    if (!found) skip(`the schema of ${type.name} has no dateTime that a client may set (/Schemas)`);
    const name = found?.name ?? "";
    const value = "2024-03-10T01:30:00+02:00";
    const made = await scim.create(type, given.body(type, { [name]: value }));
    require(made.ok, "create", `a ${type.name} with ${name} ${value} is answered with ${made.status}`);
    const read = typeof made.object?.["id"] === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(made.object["id"])}`) : made;
    const got = member(read.object, name);
    expect.of("7643-2.3.5-datetime-xsd").that(typeof got === "string" && instant(got) === instant(value), { message: `${name} was sent as ${value} and reads ${JSON.stringify(got) ?? "nothing"}`, expected: value, actual: got ?? null, at: read, pointer: `/${name}` });
  },
});
