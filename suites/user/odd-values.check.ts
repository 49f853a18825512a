import { check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import { at, member } from "../../src/scim/value.ts";
import { CERTIFICATES } from "./certificates.ts";
import { storable, store } from "./store.ts";

interface Row {
  readonly path: string;
  readonly requirement: string;
  readonly value: Json;
}

/** Values in a form that the RFC does not ask for, but that clients send: each may be stored or refused. */
const ODD: readonly Row[] = [
  { path: "locale", requirement: "7643-4.1.1-locale-underscore-may", value: "en_US" },
  { path: "locale", requirement: "7643-4.1.1-locale-no-whitespace", value: "en US" },
  { path: "timezone", requirement: "7643-4.1.1-timezone-olson", value: "Pacific Standard Time" },
  { path: "profileUrl", requirement: "7643-4.1.1-profile-url", value: "urn:example:bjensen" },
  { path: "emails", requirement: "7643-4.1.2-emails-value-rfc5321", value: [{ value: "not an address" }] },
  { path: "phoneNumbers", requirement: "7643-4.1.2-phone-value-rfc3966", value: [{ value: "call me" }] },
  { path: "addresses", requirement: "7643-4.1.2-addresses-country-alpha2", value: [{ country: "USA" }] },
  { path: "x509Certificates", requirement: "7643-4.1.2-x509-no-bundle", value: [{ value: btoa(CERTIFICATES.map((c) => atob(c)).join("")) }] },
];

export default check({
  id: "user/odd-values",
  title: "Values in an odd form are stored or refused with 400",
  failureTitle: "Values in an odd form break the server",
  for: "User",
  verifies: ["7643-4.1.1-locale-underscore-may", "7643-4.1.1-locale-no-whitespace", "7643-4.1.1-timezone-olson", "7643-4.1.1-profile-url", "7643-4.1.2-emails-value-rfc5321", "7643-4.1.2-phone-value-rfc3966", "7643-4.1.2-addresses-country-alpha2", "7643-4.1.2-x509-no-bundle"],
  after: ["user/singular-attributes", "user/multi-valued-attributes"],
  detects: ["odd-locale-500", "odd-email-500"],
  mutates: "own-resources",
  remedy: "Refuse a value that cannot be used with 400 invalidValue, or store it as it is.",
  async run(context) {
    const { expect, skip } = context;
    const rows = ODD.filter((row) => storable(context, row.path));
    if (rows.length === 0) skip("the server's schema of users offers none of the attributes that have a form (/Schemas)");
    for (const row of rows) {
      const found = (await store(context, { [row.path]: row.value })).get(row.path);
      if (found) judge(row, found.read);
    }

    function judge({ path, requirement, value }: Row, read: ScimResponse): void {
      const text = JSON.stringify(value).slice(0, 60);
      const detail = { expected: "success, or 400 invalidValue", actual: read.status, at: read, pointer: "status" };
      expect.of(requirement).observe(read.ok ? `${path} ${text} is taken` : `${path} ${text} is refused with ${read.status}`, detail);
      expect.of(requirement, "user/odd-value-breaks").that(read.ok || (read.status >= 400 && read.status < 500), { message: `a user with ${path} ${text} is answered with ${read.status}`, ...detail });
      const country = path === "addresses" ? at(member(read.object, "addresses"), "/0/country") : undefined;
      // Whether the service or the client looks after the code is open (A51).
      if (typeof country === "string") expect.of(requirement, country === "USA" ? "user/country-stored" : undefined).that(/^[A-Za-z]{2}$/.test(country), { message: `the country USA is stored as ${country}`, expected: "US, or 400", actual: country, at: read, pointer: "/addresses/0/country" });
    }
  },
});
