import { attribute, check } from "../../src/engine/api.ts";
import { elementsOf } from "./plural.ts";

/** Forms of one number or address, as far as canonicalisation may go (RFC 7643 section 4.1.2, A52). */
const digits = (v: unknown): string => String(v ?? "").replace(/\D/g, "");
const address = (v: unknown): string => String(v ?? "").toLowerCase();

export default check({
  id: "multi-valued/canonical-values",
  title: "Values of e-mail addresses and telephone numbers are returned as sent, or in a canonical form of the same value",
  failureTitle: "E-mail addresses or telephone numbers are returned as other values",
  for: "User",
  verifies: ["7643-2.4-canonicalize-should"],
  needs: [attribute.sendable("User", "emails")],
  after: ["create/created", "multi-valued/values-kept"],
  detects: ["multi-valued-canonical-form-loses-digits"],
  mutates: "own-resources",
  remedy: "Canonicalise only the form: lower-case the domain of an e-mail address, write telephone numbers as RFC 3966 says, with all their digits.",
  async run({ scim, given, expect, target, type, require }) {
    const phones = attribute.sendable("User", "phoneNumbers").test(target, type) === true;
    const mail = `${given.unique()}@Mail.Example.COM`;
    const sent = { emails: [{ value: mail, type: "work" }], ...(phones ? { phoneNumbers: [{ value: "tel:+1-201-555-0123", type: "work" }] } : {}) };
    const made = await given.resource(type, sent);
    const read = await scim.get(made);
    require(Object.keys(sent).some((name) => elementsOf(read.object, name).length > 0), "read", `GET of the ${type.name} that was created shows none of ${Object.keys(sent).join(", ")}`);
    const same = expect.of("7643-2.4-canonicalize-should", "multi-valued/canonical-value-differs");
    for (const [name, value, form] of [["emails", mail, address], ["phoneNumbers", "tel:+1-201-555-0123", digits]] as const) {
      const got = elementsOf(read.object, name).map((e) => e["value"] ?? null);
      if (got.length === 0) continue;
      same.that(got.some((g) => form(g) === form(value)), { message: `${value} among ${name} is returned as ${got.join(", ")}`, expected: value, actual: got, at: read, pointer: `/${name}/0/value` });
      expect.of("7643-2.4-canonicalize-should").observe(`${name}: ${got[0] === value ? "returned as sent" : "returned in another form"}`, { at: read, pointer: `/${name}` });
    }
  },
});
