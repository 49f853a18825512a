/** The attributes of RFC 7643 section 4.1, with values that real clients send and what must come back of them. */
import type { Json, JsonObject } from "../../src/model/json.ts";

/** A singular attribute. */
export interface Singular {
  readonly path: string;
  readonly requirement: string;
  /** JSON type of the value. */
  readonly kind: "string" | "boolean";
  /** One a round; each is written to a resource of its own. */
  readonly values: readonly Json[];
  /** True if the value read stands for the one written; absent where servers derive the value themselves. */
  readonly same?: (read: Json, sent: Json) => boolean;
}

const exact = (read: Json, sent: Json): boolean => read === sent;
const words = (value: Json): string => String(value).toLowerCase();
const anyCase = (read: Json, sent: Json): boolean => words(read) === words(sent);
/** Language tags and ranges: without case, blanks and the old underscore. */
const language = (read: Json, sent: Json): boolean => words(read).replace(/\s/g, "").replaceAll("_", "-") === words(sent).replace(/\s/g, "").replaceAll("_", "-");
const url = (value: Json): string => (typeof value === "string" && URL.canParse(value) ? new URL(value).href : String(value));

export const SINGULAR: readonly Singular[] = [
  { path: "displayName", requirement: "7643-4.1.1-display-name-meaning", kind: "string", values: ["Babs Jensen"] },
  { path: "nickName", requirement: "7643-4.1.1-nick-name", kind: "string", values: ["Babs"], same: exact },
  { path: "profileUrl", requirement: "7643-4.1.1-profile-url", kind: "string", values: ["https://login.example.com/bjensen", "HTTPS://Login.Example.com:443/a/../BJensen?tab=%7e1"], same: (read, sent) => url(read) === url(sent) || words(url(read)).replace("%7e", "~") === words(url(sent)).replace("%7e", "~") },
  { path: "title", requirement: "7643-4.1.1-title", kind: "string", values: ["Tour Guide"], same: exact },
  { path: "userType", requirement: "7643-4.1.1-user-type-any-value", kind: "string", values: ["Employee", "scimspec type"], same: anyCase },
  { path: "preferredLanguage", requirement: "7643-4.1.1-preferred-language-format", kind: "string", values: ["en-US", "da, en-gb;q=0.8, en;q=0.7"], same: language },
  { path: "locale", requirement: "7643-4.1.1-locale-language-tag", kind: "string", values: ["en-US", "fr", "es-419", "az-Arab"], same: language },
  { path: "timezone", requirement: "7643-4.1.1-timezone-olson", kind: "string", values: ["America/Los_Angeles", "Europe/Berlin"], same: anyCase },
  { path: "active", requirement: "7643-4.1.1-active-boolean", kind: "boolean", values: [true, false], same: exact },
];

/** A multi-valued attribute whose elements have a value and a type. */
export interface Plural {
  readonly path: string;
  /** Judges that elements are kept. */
  readonly requirement: string;
  /** Judges the label of an element; absent where the RFC says nothing of labels. */
  readonly labels?: string;
  /** Judges the value itself, and the code of the finding. */
  readonly value?: { readonly requirement: string; readonly code?: string };
  /** Refusing a value with 400 is the service's right. */
  readonly refusable?: boolean;
  readonly elements: (unique: string) => readonly JsonObject[];
  readonly same: (read: Json, sent: Json) => boolean;
}

const digits = (value: Json): string => String(value).replace(/\D/g, "");
const squeezed = (value: Json): string => words(value).replace(/\s/g, "");

export const PLURAL: readonly Plural[] = [
  {
    path: "emails",
    requirement: "7643-4.1.2-emails-type",
    labels: "7643-4.1.2-emails-type",
    value: { requirement: "7643-4.1.2-emails-canonicalize" },
    elements: (u) => [{ value: `Work.${u}@EXAMPLE.COM`, type: "work", primary: true }, { value: `home.${u}@example.org`, type: "home" }, { value: `other.${u}@example.net`, type: "other" }],
    same: anyCase,
  },
  {
    path: "phoneNumbers",
    requirement: "7643-4.1.2-phone-value-rfc3966",
    value: { requirement: "7643-4.1.2-phone-canonicalize", code: "user/digits-lost" },
    elements: () => [{ value: "tel:+1-201-555-0123", type: "work", primary: true }, { value: "+1 (201) 555-0145", type: "mobile" }],
    same: (read, sent) => digits(read) === digits(sent),
  },
  {
    path: "ims",
    requirement: "7643-4.1.2-ims-type-values",
    labels: "7643-4.1.2-ims-type-values",
    elements: (u) => [{ value: `${u}@im.example.com`, type: "xmpp", primary: true }, { value: `skype-${u}`, type: "skype" }],
    same: (read, sent) => squeezed(read) === squeezed(sent),
  },
  {
    path: "photos",
    requirement: "7643-4.1.2-photos-url",
    labels: "7643-4.1.2-photos-types",
    value: { requirement: "7643-4.1.2-photos-url", code: "user/photo-no-url" },
    elements: (u) => [{ value: `https://photos.example.com/${u}/F.jpg`, type: "photo", primary: true }, { value: `https://photos.example.com/${u}/T.jpg`, type: "thumbnail" }],
    same: (read, sent) => url(read) === url(sent),
  },
  {
    path: "entitlements",
    requirement: "7643-4.1.2-entitlements",
    labels: "7643-4.1.2-entitlements",
    refusable: true,
    elements: (u) => [{ value: `licence:${u}`, type: "licence" }, { value: `parking:${u}`, type: "facility" }],
    same: exact,
  },
  {
    path: "roles",
    requirement: "7643-4.1.2-roles",
    labels: "7643-4.1.2-roles",
    refusable: true,
    elements: () => [{ value: "Student", type: "study" }, { value: "Faculty", type: "staff" }],
    same: anyCase,
  },
];
