import { check } from "../../src/engine/api.ts";
import { decodesTo } from "../../src/scim/sample.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "attributes/binary",
  title: "Binary values come back with the same octets, padded or not",
  failureTitle: "Binary values are altered, or refused without padding",
  for: "each-resource-type",
  verifies: ["7643-2.3.6-binary-base64", "7643-2.3.6-binary-case-exact", "7643-2.3.6-padding-may-be-omitted"],
  after: ["create/created"],
  detects: ["binary-lower-cased", "binary-url-safe"],
  mutates: "own-resources",
  remedy: "Store base64 (RFC 4648 section 4) as it is, in its letter case; padding may be left out.",
  async run({ scim, given, expect, target, type, skip }) {
    const attribute = target.attributes(type).find((a) => !a.extension && (a.type === "binary" || a.subAttributes.some((s) => s.type === "binary" && s.name === "value")) && target.maySend(type, a.name));
    if (!attribute) skip(`the schema of ${type.name} has no binary attribute (/Schemas)`);
    const name = attribute?.name ?? "";
    const wrap = (text: string): Json => (attribute?.type === "binary" ? text : [{ value: text }]);
    const unwrap = (value: Json | undefined): Json | undefined => {
      const first = Array.isArray(value) ? (value as Json[])[0] : value;
      return isObject(first) ? first["value"] : first;
    };
    // The octets FB EF FF show which alphabet is used; the length asks for padding.
    const octets = [0xfb, 0xef, 0xff, 0x41, 0x62, 0x43, 0x7a];
    for (const text of ["++//QWJDeg==", "++//QWJDeg"]) {
      const created = await scim.create(type, { ...given.body(type), [name]: wrap(text) });
      // An answer without a body is judged by create/created.
      const response = created.ok && created.text === null && created.header("location") !== null ? await scim.get(String(created.header("location"))) : created;
      if (!text.endsWith("=")) {
        expect.of("7643-2.3.6-padding-may-be-omitted").observe(`base64 without padding is answered with ${response.status}`, { at: response });
        expect.of("7643-2.3.6-padding-may-be-omitted", "attributes/unpadded-binary-refused").that(response.ok, { message: `base64 without padding is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
      }
      if (!response.ok) continue;
      const got = unwrap(response.object?.[name]);
      for (const id of ["7643-2.3.6-binary-base64", "7643-2.3.6-binary-case-exact"]) expect.of(id).that(typeof got === "string" && decodesTo(got, octets), { message: `${name} was sent as ${text} and reads ${JSON.stringify(got) ?? "nothing"}`, expected: text, actual: got ?? null, at: response, pointer: `/${name}` });
    }
  },
});
