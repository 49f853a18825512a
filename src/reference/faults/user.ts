import type { Behaviour } from "../behaviour.ts";
import { ScimError, type Json, type JsonObject, type ServerRequest, type Stored } from "../types.ts";
import { faultsOf, onBody, onDocument, onResource, type Fault, type Info } from "./fault.ts";
import { notationFaults } from "./unsupported.ts";
import { userGroupsFaults } from "./user-groups.ts";

const { must, should } = faultsOf("user");

/** What each attribute is governed by. */
const GOVERNED: Readonly<Record<string, string>> = {
  displayName: "7643-4.1.1-display-name-meaning",
  nickName: "7643-4.1.1-nick-name",
  profileUrl: "7643-4.1.1-profile-url",
  title: "7643-4.1.1-title",
  userType: "7643-4.1.1-user-type-any-value",
  preferredLanguage: "7643-4.1.1-preferred-language-format",
  locale: "7643-4.1.1-locale-language-tag",
  timezone: "7643-4.1.1-timezone-olson",
  active: "7643-4.1.1-active-boolean",
  name: "7643-4.1.1-name-meaning",
  userName: "7643-4.1.1-user-name-meaning",
  emails: "7643-4.1.2-emails-type",
  phoneNumbers: "7643-4.1.2-phone-value-rfc3966",
  ims: "7643-4.1.2-ims-type-values",
  photos: "7643-4.1.2-photos-url",
  addresses: "7643-4.1.2-addresses-complex",
  entitlements: "7643-4.1.2-entitlements",
  roles: "7643-4.1.2-roles",
  x509Certificates: "7643-4.1.2-x509-one-der-per-value",
};
const NOT_LOST = new Set(["userName"]);
const ALTERED = ["nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone"];
const elementsOf = (r: Stored, name: string): JsonObject[] => (Array.isArray(r[name]) ? (r[name] as JsonObject[]) : []);
const isUser = (r: Stored): boolean => r["userName"] !== undefined;

/** A fault on what GET of one user shows. */
function shown(info: Info, change: (user: Stored) => void): Fault {
  return onResource(info, (r, { request }) => {
    if (request.method === "GET" && /^\/Users\/[^/]+$/.test(request.path)) change(r);
  });
}

/** A fault on what is stored when a user is created. */
function created(info: Info, change: (user: Stored) => Stored): Fault {
  return { ...info, apply: (b) => ({ create: (values, type, call, body) => (type.name === "User" ? change(b.create(values, type, call, body)) : b.create(values, type, call, body)) }) };
}

/** Refuses, or breaks on, some bodies of users. */
function refuses(info: Info, when: (user: Stored) => boolean, error: () => ScimError): Fault {
  return {
    ...info,
    apply: (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        if (type.name === "User" && when(values)) throw error();
        return values;
      },
    }),
  };
}

/** Each element of an attribute in GET of one user. */
const each = (info: Info, name: string, change: (element: Record<string, Json>, index: number, all: readonly JsonObject[]) => Json): Fault =>
  shown(info, (r) => void (r[name] !== undefined && (r[name] = elementsOf(r, name).map((e, i, all) => change({ ...e }, i, all)))));

const invalid = (why: string) => (): ScimError => new ScimError(400, why, "invalidValue");
const broken = (): ScimError => new ScimError(500, "No such constant.");
const text = (v: Json | undefined): string => (typeof v === "string" ? v : "");
/** Adds a value that the client did not give. */
const defaults = (name: string, value: (user: Stored) => Json) => (user: Stored): Stored => (user[name] === undefined ? { ...user, [name]: value(user) } : user);

const families: readonly Fault[] = [
  ...Object.entries(GOVERNED).filter(([n]) => !NOT_LOST.has(n)).map(([n, id]) =>
    created(should(`user-attribute-lost:${n}`, `${n} of a new user is lost`, n === "name" ? "7643-4.1.1-name-variants-may" : id), ({ [n]: _lost, ...rest }) => rest),
  ),
  ...["displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "active", "name", "userName"].map((n) =>
    shown(must(`user-attribute-type:${n}`, `${n} reads as a value of another type`, GOVERNED[n] ?? ""), (r) => void (r[n] !== undefined && (r[n] = typeof r[n] === "string" ? 7 : n === "name" ? "Babs Jensen" : "yes"))),
  ),
  ...ALTERED.map((n) => shown(should(`user-attribute-altered:${n}`, `${n} reads differently from what was sent`, GOVERNED[n] ?? ""), (r) => void (typeof r[n] === "string" && (r[n] = `${r[n]}-x`)))),
  ...["emails", "ims", "photos", "entitlements", "roles"].map((n) =>
    each(must(`user-labels-swapped:${n}`, `The types in ${n} stand beside other values`, n === "photos" ? "7643-4.1.2-photos-types" : (GOVERNED[n] ?? "")), n, (e, i, all) => ({ ...e, type: all[(i + 1) % all.length]?.["type"] ?? "" })),
  ),
  ...["entitlements", "roles"].map((n) => each(must(`user-elements-as-strings:${n}`, `Elements of ${n} are strings`, GOVERNED[n] ?? ""), n, (e) => e["value"] ?? "")),
];

const singular: readonly Fault[] = [
  refuses(should("user-type-restricted", "userType takes suggested values alone", "7643-4.1.1-user-type-any-value"), (u) => text(u["userType"]).startsWith("scimspec"), invalid("userType is not one of the known values.")),
  refuses(should("preferred-language-list-refused", "preferredLanguage with several languages is refused", "7643-4.1.1-preferred-language-format"), (u) => text(u["preferredLanguage"]).includes(","), invalid("One language, please.")),
  refuses(must("odd-locale-500", "A locale with an underscore or a blank is answered with 500", "7643-4.1.1-locale-underscore-may", "7643-4.1.1-locale-no-whitespace"), (u) => /[_\s]/.test(text(u["locale"])), broken),
  created(should("nick-name-is-user-name", "nickName is filled with the userName", "7643-4.1.1-nick-name-not-username"), defaults("nickName", (u) => u["userName"] ?? "")),
  created(should("preferred-language-default-odd", "The default of preferredLanguage is a locale with a character set", "7643-4.1.1-preferred-language-format"), defaults("preferredLanguage", () => "en_US.UTF-8")),
  created(must("locale-default-with-blank", "The default of locale holds a blank", "7643-4.1.1-locale-no-whitespace"), defaults("locale", () => "en US")),
  created(should("locale-default-underscore", "The default of locale has an underscore", "7643-4.1.1-locale-language-tag"), defaults("locale", () => "en_US")),
  created(should("timezone-windows-name", "The default of timezone is a name of Windows", "7643-4.1.1-timezone-olson"), defaults("timezone", () => "Pacific Standard Time")),
  created({ ...must("create-active-defaults-to-false", "A user that is created without active is inactive", "7643-4.1.1-active-boolean"), area: "create", strength: "gray" }, defaults("active", () => false)),
  { ...must("active-stays-true", "PATCH of active false leaves it true", "7643-4.1.1-active-boolean"), apply: (b) => ({ patch: (previous, values, type, call) => b.patch(previous, values["active"] === false ? { ...values, active: true } : values, type, call) }) },
  { ...must("inactive-user-unreadable", "GET of an inactive user is answered with 404", "7643-4.1.1-active-boolean"), apply: (b) => ({ find: (id, type, call) => (call.request.method === "GET" && b.find(id, type, call)?.["active"] === false ? undefined : b.find(id, type, call)) }) },
  { ...must("password-change-refused-by-patch", "PATCH of password is refused for mutability", "7643-4.1.1-password-purpose"), apply: (b) => ({ applyOperation: (resource, operation, type, call) => (operation.path === "password" ? refuse("password cannot be changed.", "mutability") : b.applyOperation(resource, operation, type, call)) }) },
  shown(must("name-parts-swapped", "givenName and familyName are exchanged", "7643-4.1.1-name-sub-attributes"), (r) => {
    const name = r["name"] as JsonObject | undefined;
    if (name?.["givenName"] !== undefined && name["familyName"] !== undefined) r["name"] = { ...name, givenName: name["familyName"], familyName: name["givenName"] };
  }),
  {
    ...should("name-formatted-stale", "The full name is made on creation and never again", "7643-4.1.1-name-variants-consistent"),
    apply: (b) => ({
      create: (values, type, call, body) => withFormatted(b.create(values, type, call, body), null),
      replace: (previous, values, type, call, body) => withFormatted(b.replace(previous, values, type, call, body), previous),
    }),
  },
];

function refuse(why: string, scimType: "invalidSyntax" | "mutability"): never {
  throw new ScimError(400, why, scimType);
}

function withFormatted(user: Stored, previous: Stored | null): Stored {
  const name = user["name"] as JsonObject | undefined;
  if (!isUser(user) || name === undefined || name["formatted"] !== undefined) return user;
  const formatted = previous ? ((previous["name"] as JsonObject | undefined)?.["formatted"] ?? "") : `${String(name["givenName"])} ${String(name["familyName"])}`;
  return { ...user, name: { ...name, formatted } };
}

const plural: readonly Fault[] = [
  each(should("email-local-part-altered", "Dots are taken out of the local part of e-mail addresses", "7643-4.1.2-emails-canonicalize"), "emails", (e) => ({ ...e, value: text(e["value"]).replace(/^(\w+)\./, "$1") })),
  each(should("email-with-mailto", "E-mail addresses come back as mailto URIs", "7643-4.1.2-emails-value-rfc5321"), "emails", (e) => ({ ...e, value: `mailto:${text(e["value"])}` })),
  refuses(must("odd-email-500", "A text that is no e-mail address is answered with 500", "7643-4.1.2-emails-value-rfc5321"), (u) => elementsOf(u, "emails").some((e) => !text(e["value"]).includes("@")), broken),
  each(must("phone-digits-lost", "Telephone numbers lose the code of the country", "7643-4.1.2-phone-canonicalize"), "phoneNumbers", (e) => ({ ...e, value: text(e["value"]).replace("+1", "") })),
  refuses(should("ims-other-refused", "ims of the type other are refused", "7643-4.1.2-ims-type-values"), (u) => elementsOf(u, "ims").some((e) => e["type"] === "other"), invalid("The type is not one of the known values.")),
  each(must("photo-url-relative", "Photos come back as paths", "7643-4.1.2-photos-url"), "photos", (e) => ({ ...e, value: text(e["value"]).replace(/^https:\/\/[^/]+/, "") })),
  each(must("certificate-truncated", "Certificates are cut off", "7643-4.1.2-x509-one-der-per-value"), "x509Certificates", (e) => ({ ...e, value: text(e["value"]).slice(0, 128) })),
  shown(must("certificates-bundled", "All certificates come in one value", "7643-4.1.2-x509-no-bundle"), (r) => {
    const all = elementsOf(r, "x509Certificates").map((e) => Buffer.from(text(e["value"]), "base64"));
    if (all.length > 1) r["x509Certificates"] = [{ value: Buffer.concat(all).toString("base64") }];
  }),
  shown(must("address-as-object", "addresses is one object", "7643-4.1.2-addresses-complex"), (r) => void (r["addresses"] !== undefined && (r["addresses"] = elementsOf(r, "addresses")[0] ?? {}))),
  each(must("addresses-mixed", "The region of an address stands in another", "7643-4.1.2-addresses-complex"), "addresses", (e, i, all) => ({ ...e, region: all[(i + 1) % all.length]?.["region"] ?? "" })),
  each(must("postal-code-number", "Postal codes are numbers", "7643-4.1.2-addresses-parts"), "addresses", (e) => ({ ...e, postalCode: Number.parseInt(text(e["postalCode"]), 10) || 0 })),
  each(should("address-newlines-lost", "Lines of addresses are joined", "7643-4.1.2-addresses-formatted-newlines", "7643-4.1.2-addresses-street-newlines"), "addresses", (e) => Object.fromEntries(Object.entries(e).map(([k, v]) => [k, typeof v === "string" ? v.replaceAll("\n", "") : v]))),
  each(must("country-name", "Countries come back by their name", "7643-4.1.2-addresses-country-alpha2"), "addresses", (e) => ({ ...e, ...(e["country"] === undefined ? {} : { country: "United States" }) })),
  created(must("country-default-three-letters", "New users get an address in USA", "7643-4.1.2-addresses-country-alpha2"), defaults("addresses", () => [{ country: "USA" }])),
  refuses(should("address-street-demanded", "An address without street is refused", "7643-4.1.2-addresses-sub-attributes-optional"), (u) => elementsOf(u, "addresses").some((e) => e["streetAddress"] === undefined && e["country"] === undefined), invalid("streetAddress is missing.")),
];

/** Refuses a duplicate only if the names are equal but for the case of ASCII letters. */
const asciiOnly = (b: Behaviour): Partial<Behaviour> => ({
  checkUnique(resource, type, call, self) {
    const fold = (v: Json | undefined): string => text(v).replace(/[A-Z]/g, (c) => c.toLowerCase());
    const twins = [...call.context.store(call.principal.tenant, type.name)].filter(([id, r]) => id !== self && fold(r["userName"]) === fold(resource["userName"]));
    if (type.name !== "User" || twins.length > 0) b.checkUnique(resource, type, call, self);
  },
});
const lists = (request: ServerRequest): boolean => request.method === "GET" && request.path === "/Users";
const coreUrn = "urn:ietf:params:scim:schemas:core:2.0:User";

const names: readonly Fault[] = [
  {
    ...must("user-name-empty-accepted", "A user with an empty userName is created", "7643-4.1.1-user-name-required"),
    apply: (b) => ({ checkRequired: (resource, type, context) => (resource["userName"] === "" ? undefined : b.checkRequired(resource, type, context)) }),
  },
  {
    ...should("user-name-derived", "A user without userName gets one", "7643-4.1.1-user-name-required"),
    apply: (b) => ({ read: (body, type, context) => (type.name === "User" && body["userName"] === null ? { ...b.read(body, type, context), userName: `made-${context.behaviour.newId(type, context)}` } : b.read(body, type, context)) }),
  },
  onBody(must("user-name-missing-in-lists", "The first user of a list has no userName", "7643-4.1.1-user-name-required"), (r, { request }) => r.status === 200 && lists(request) && !request.query.has("filter"), (body) => void delete ((body["Resources"] as Stored[])[0] ?? {})["userName"]),
  onDocument(should("user-name-published-optional", "userName is published as optional, and demanded", "7643-4.1.1-user-name-required-marker"), "Schemas", (s) => {
    for (const a of s["id"] === coreUrn ? (s["attributes"] as Record<string, Json>[]) : []) if (a["name"] === "userName") a["required"] = false;
  }),
  { ...must("user-name-filter-exact", "userName eq compares with regard to case", "7643-4.1.1-user-name-case-insensitive"), apply: (b) => ({ compare: (value, operator, literal, d) => b.compare(value, operator, literal, d.name === "userName" ? { ...d, caseExact: true } : d) }) },
  { ...should("user-name-unprepared", "User names are equal only if their octets are, but for the case of ASCII letters", "7644-5-precis"), apply: asciiOnly },
  refuses(must("user-name-beyond-ascii-500", "A userName beyond ASCII is answered with 500", "7644-5-precis"), (u) => /[^\x20-\x7e]/.test(text(u["userName"])), broken),
  onResource(must("user-schema-of-version-1", "Users name the schema of SCIM 1", "7643-4.1-user-schema-uri"), (r) => void (isUser(r) && Array.isArray(r["schemas"]) && (r["schemas"] = (r["schemas"] as string[]).map((s) => (s === coreUrn ? "urn:scim:schemas:core:1.0" : s))))),
  onResource(should("user-schema-uri-case", "Users name their schema in lower case", "7643-4.1-user-schema-uri"), (r) => void (isUser(r) && Array.isArray(r["schemas"]) && (r["schemas"] = (r["schemas"] as string[]).map((s) => (s === coreUrn ? s.toLowerCase() : s))))),
];

export const userFaults: readonly Fault[] = [...families, ...singular, ...plural, ...names, ...userGroupsFaults, ...notationFaults];
