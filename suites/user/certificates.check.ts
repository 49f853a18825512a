import { check, attribute } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { CERTIFICATES } from "./certificates.ts";
import { store } from "./store.ts";

/** The octets of base64 text, blanks and lines left out; empty if it is none. */
function octets(text: string): readonly number[] {
  const plain = text.replace(/\s/g, "").replace(/=+$/, "");
  return /^[A-Za-z0-9+/]*$/.test(plain) && plain.length % 4 !== 1 ? Array.from(atob(plain), (c) => c.charCodeAt(0)) : [];
}

/** Length that the outer DER SEQUENCE declares, header included (X.690: the certificates here have two octets of length). */
const declared = (der: readonly number[]): number => (der[0] === 0x30 && der[1] === 0x82 ? 4 + (der[2] ?? 0) * 256 + (der[3] ?? 0) : -1);

export default check({
  id: "user/certificates",
  title: "Each value of x509Certificates holds exactly one DER certificate, unchanged",
  failureTitle: "Certificates are altered, or several sit in one value",
  for: "User",
  verifies: ["7643-4.1.2-x509-one-der-per-value", "7643-4.1.2-x509-no-bundle"],
  needs: [attribute.sendable("User", "x509Certificates")],
  after: ["create/created", "read/by-id"],
  detects: ["user-attribute-lost:x509Certificates", "certificate-truncated", "certificates-bundled"],
  mutates: "own-resources",
  remedy: "Keep the octets of each certificate, one certificate a value, base64 without PEM lines.",
  async run(context) {
    const { expect } = context;
    const found = (await store(context, { x509Certificates: CERTIFICATES.map((value) => ({ value })) })).get("x509Certificates");
    const one = expect.of("7643-4.1.2-x509-one-der-per-value");
    const bundle = expect.of("7643-4.1.2-x509-no-bundle");
    if (!found || found.refused) {
      // A service may take the certificates of authorities that it knows alone.
      for (const id of ["7643-4.1.2-x509-one-der-per-value", "7643-4.1.2-x509-no-bundle"]) expect.of(id).that((found?.read.status ?? 0) < 500, { message: `a user with two certificates is answered with ${found?.read.status ?? 0}`, expected: "success, or 400", actual: found?.read.status ?? null, ...(found ? { at: found.read } : {}), pointer: "status" });
      return;
    }
    const list = Array.isArray(found.value) ? (found.value as readonly Json[]) : [];
    const place = { at: found.read, pointer: "/x509Certificates" };
    const lost = { message: "certificates were sent, and there are none", expected: 2, actual: 0, ...place };
    for (const id of ["7643-4.1.2-x509-one-der-per-value", "7643-4.1.2-x509-no-bundle"]) expect.of(id, "user/value-lost").that(list.length > 0, lost);
    const wanted = CERTIFICATES.map((c) => octets(c).join());
    for (const [i, element] of list.entries()) {
      const text = isObject(element) ? member(element, "value") : undefined;
      const der = typeof text === "string" ? octets(text) : [];
      const detail = { actual: typeof text === "string" ? `${text.slice(0, 40)}... (${der.length} octets)` : (text ?? null), at: found.read, pointer: `/x509Certificates/${i}/value` };
      const several = der.length > declared(der) && declared(der) > 0;
      bundle.that(!several, { message: `a value holds ${der.length} octets, the certificate in it ${declared(der)}`, expected: "one certificate", ...detail });
      if (!several) one.that(wanted.includes(der.join()), { message: "a value is not a certificate that was sent", expected: "the octets as sent", ...detail });
    }
    if (list.length > 0) bundle.that(list.length === 2, { message: `two certificates were sent as two values, and there are ${list.length}`, expected: 2, actual: list.length, ...place });
  },
});
