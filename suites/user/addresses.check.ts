import { check, attribute } from "../../src/engine/api.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { offered, storable, store } from "./store.ts";

const STREET = "100 Universal City Plaza\nBuilding 4";
const WORK: JsonObject = { type: "work", streetAddress: STREET, locality: "Hollywood", region: "CA", postalCode: "01234", country: "US", formatted: `${STREET}\nHollywood, CA 01234 US` };
const HOME: JsonObject = { type: "home", streetAddress: "456 Storgatan", locality: "Malmö", region: "Skåne", postalCode: "211 20", country: "SE", formatted: "456 Storgatan\n211 20 Malmö SE" };
const LINES: Readonly<Record<string, string>> = { formatted: "7643-4.1.2-addresses-formatted-newlines", streetAddress: "7643-4.1.2-addresses-street-newlines" };
const lines = (value: Json | undefined): string => String(value).replaceAll("\r\n", "\n");

export default check({
  id: "user/addresses",
  title: "Addresses keep their parts together, as strings, with lines and two-letter countries",
  failureTitle: "Addresses lose or mix up parts, lines, or the two-letter code of the country",
  for: "User",
  verifies: ["7643-4.1.2-addresses-complex", "7643-4.1.2-addresses-parts", "7643-4.1.2-addresses-formatted-newlines", "7643-4.1.2-addresses-street-newlines", "7643-4.1.2-addresses-country-alpha2"],
  needs: [attribute.sendable("User", "addresses")],
  after: ["create/created", "read/by-id"],
  detects: ["user-attribute-lost:addresses", "address-as-object", "addresses-mixed", "postal-code-number", "address-newlines-lost", "country-name"],
  mutates: "own-resources",
  remedy: "Store each address as one element with all its parts; postal codes are strings, countries ISO 3166-1 alpha-2 codes.",
  async run(context) {
    const { expect, target, type, skip } = context;
    const definition = storable(context, "addresses") ?? skip("addresses of the server's schema cannot be set and read (/Schemas)");
    const elements = offered(definition, [WORK, HOME]);
    const found = (await store(context, { addresses: [...elements] })).get("addresses");
    if (!found) return;
    const { read, refused, value } = found;
    const place = { expected: [...elements], actual: refused ? read.status : (value ?? null), at: read, pointer: refused ? "status" : "/addresses" };
    const complex = expect.of("7643-4.1.2-addresses-complex", refused && read.status < 500 ? "user/value-refused" : undefined);
    if (!complex.that(!refused, { message: `a user with two addresses is answered with ${read.status}`, ...place })) return;
    const published = target.attribute(type, "addresses")?.source === "published";
    if (!expect.of("7643-4.1.2-addresses-complex", "user/value-lost").that(value !== undefined || !published, { message: "addresses were sent, and there are none", ...place }) || value === undefined) return;
    const list = Array.isArray(value) ? (value as readonly Json[]) : [];
    if (!complex.that(Array.isArray(value) && list.every((e) => isObject(e)), { message: "addresses is no array of objects", ...place })) return;
    for (const sent of elements) {
      const got = list.find((e): e is JsonObject => isObject(e) && String(member(e, "locality")).toLowerCase() === String(sent["locality"]).toLowerCase());
      const other = elements.find((e) => e !== sent) ?? {};
      if (!complex.that(got !== undefined, { message: `the address in ${String(sent["locality"])} is lost`, ...place }) || !got) continue;
      for (const name of Object.keys(sent)) part(name, sent, member(got, name), other);
    }

    function part(name: string, sent: JsonObject, got: Json | undefined, other: JsonObject): void {
      const detail = { expected: sent[name] ?? null, actual: got ?? null, at: read, pointer: "/addresses" };
      complex.that(got === undefined || got !== other[name], { message: `${name} of one address stands in the other`, ...detail });
      if (name === "country") country(String(sent[name]), got, detail);
      else if (["locality", "region", "postalCode"].includes(name)) {
        expect.of("7643-4.1.2-addresses-parts").that(got === undefined || typeof got === "string", { message: `${name} is no string`, ...detail });
        expect.of("7643-4.1.2-addresses-parts", "user/value-lost").that(got !== undefined, { message: `${name} of an address is lost`, ...detail });
        if (typeof got === "string") expect.of("7643-4.1.2-addresses-parts", "user/value-altered").that(got.replace(/\s/g, "").toLowerCase() === String(sent[name]).replace(/\s/g, "").toLowerCase(), { message: `${name} was sent as ${String(sent[name])} and reads ${got}`, ...detail });
      }
      const id = LINES[name];
      if (id === undefined) return;
      expect.of(id).observe(lines(got) === lines(sent[name]) ? `lines of ${name} are kept` : `lines of ${name} are not kept`, detail);
      expect.of(id, "user/lines-lost").that(got === undefined || lines(got) === lines(sent[name]), { message: `${name} was sent with lines and reads ${JSON.stringify(got)}`, ...detail });
    }

    function country(sent: string, got: Json | undefined, detail: object): void {
      const code = typeof got === "string" && /^[A-Za-z]{2}$/.test(got);
      expect.of("7643-4.1.2-addresses-country-alpha2").that(got === undefined || (code && got.toUpperCase() === sent), { message: `the country ${sent} reads ${JSON.stringify(got)}`, ...detail });
    }
  },
});
