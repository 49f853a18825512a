import { check } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { storable } from "./store.ts";

/** A mailbox of RFC 5321, local parts in quotes left out. */
const ADDRESS = /^[^\s@<>:]+@[^\s@<>:]+$/;
const LANGUAGE = "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*";
/** RFC 9110 section 12.5.4. */
const RANGES = new RegExp(`^(?:${LANGUAGE}|\\*)(?:\\s*;\\s*q=[01](?:\\.\\d{0,3})?)?(?:\\s*,\\s*(?:${LANGUAGE}|\\*)(?:\\s*;\\s*q=[01](?:\\.\\d{0,3})?)?)*$`);

function knownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    // Offsets are known to Intl, but no names of the database.
    return !/^[+-]\d/.test(zone);
  } catch {
    return false;
  }
}

export default check({
  id: "user/server-values",
  title: "Values that the server gives to users by itself have the form of their attribute",
  failureTitle: "Values that the server gives to users by itself do not have the form of their attribute",
  for: "User",
  verifies: ["7643-4.1.1-nick-name-not-username", "7643-4.1.1-preferred-language-format", "7643-4.1.1-locale-language-tag", "7643-4.1.1-locale-no-whitespace", "7643-4.1.1-timezone-olson", "7643-4.1.2-emails-value-rfc5321", "7643-4.1.2-addresses-country-alpha2"],
  after: ["create/created", "read/by-id"],
  detects: ["nick-name-is-user-name", "preferred-language-default-odd", "locale-default-with-blank", "locale-default-underscore", "timezone-windows-name", "email-with-mailto", "country-default-three-letters"],
  mutates: "own-resources",
  remedy: "Give defaults in the form that RFC 7643 section 4.1 names: language tags, IANA zones, plain addresses, two-letter countries; leave nickName empty.",
  async run(context) {
    const { scim, given, expect, type } = context;
    const email = `${given.unique()}@example.com`;
    const mine = { nickName: undefined, preferredLanguage: undefined, locale: undefined, timezone: undefined, addresses: undefined };
    const body = given.body(type, { ...mine, ...(storable(context, "emails") ? { emails: [{ value: email }] } : {}) });
    const created = await scim.create(type, body);
    const id = created.object?.["id"];
    const read = created.ok && typeof id === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`) : created;
    const text = (name: string): string | null => {
      const value = member(read.object, name);
      return typeof value === "string" ? value : null;
    };
    const judge = (requirement: string, name: string, ok: (value: string) => boolean, expected: string, code?: string): void => {
      const value = text(name);
      expect.of(requirement, code).that(value === null || ok(value), { message: `the server itself sets ${name} to ${JSON.stringify(value)}`, expected, actual: value, at: read, pointer: `/${name}` });
    };
    judge("7643-4.1.1-nick-name-not-username", "nickName", (v) => v !== text("userName"), "a name, or none");
    judge("7643-4.1.1-preferred-language-format", "preferredLanguage", (v) => RANGES.test(v), "the form of Accept-Language", "user/server-value-form");
    judge("7643-4.1.1-locale-no-whitespace", "locale", (v) => !/\s/.test(v), "a language tag without blanks");
    judge("7643-4.1.1-locale-language-tag", "locale", (v) => new RegExp(`^${LANGUAGE}$`).test(v), "a language tag", text("locale")?.includes("_") ? "user/server-underscore" : "user/server-value-form");
    judge("7643-4.1.1-timezone-olson", "timezone", knownZone, "a name of the IANA time zone database", "user/server-value-form");
    const elements = (name: string): readonly Json[] => {
      const list = member(read.object, name);
      return Array.isArray(list) ? (list as readonly Json[]) : [];
    };
    for (const e of [null, ...elements("emails")]) {
      const value = isObject(e) ? member(e, "value") : null;
      expect.of("7643-4.1.2-emails-value-rfc5321").that(isUnassigned(value) || (typeof value === "string" && ADDRESS.test(value)), { message: `an e-mail address reads ${JSON.stringify(value)}`, expected: email, actual: value ?? null, at: read, pointer: "/emails" });
    }
    for (const e of [null, ...elements("addresses")]) {
      const value = isObject(e) ? member(e, "country") : null;
      expect.of("7643-4.1.2-addresses-country-alpha2").that(isUnassigned(value) || (typeof value === "string" && /^[A-Za-z]{2}$/.test(value)), { message: `the server itself sets a country to ${JSON.stringify(value)}`, expected: "an ISO 3166-1 alpha-2 code", actual: value ?? null, at: read, pointer: "/addresses" });
    }
  },
});
