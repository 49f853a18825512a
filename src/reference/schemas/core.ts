/** User, Group and enterprise extension, written from RFC 7643 sections 4.1 to 4.3 and 8.7.1 (verified errata applied). */
import type { SchemaDefinition } from "../types.ts";
import { attribute as a, plural } from "./define.ts";

export const USER: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:core:2.0:User",
  name: "User",
  description: "User Account",
  attributes: [
    a("userName", "string", "The name with which the user signs in; unique in this service.", { required: true, uniqueness: "server" }),
    a("name", "complex", "The components of the user's name.", {
      subAttributes: [
        a("formatted", "string", "The full name, formatted for display."),
        a("familyName", "string", "The family name."),
        a("givenName", "string", "The given name."),
        a("middleName", "string", "The middle names."),
        a("honorificPrefix", "string", "Titles before the name."),
        a("honorificSuffix", "string", "Suffixes after the name."),
      ],
    }),
    a("displayName", "string", "The name by which the user is shown."),
    a("nickName", "string", "The casual way to address the user."),
    a("profileUrl", "reference", "The user's online profile.", { referenceTypes: ["external"] }),
    a("title", "string", "The user's title, such as Vice President."),
    a("userType", "string", "The relationship between organization and user."),
    a("preferredLanguage", "string", "Preferred languages, as in Accept-Language."),
    a("locale", "string", "Default location for currency, dates and numbers."),
    a("timezone", "string", "The time zone, in the Olson format."),
    a("active", "boolean", "Whether the account is in use."),
    a("password", "string", "The clear-text password; never returned.", { mutability: "writeOnly", returned: "never" }),
    plural("emails", "Email addresses.", ["work", "home", "other"], a("value", "string", "The email address.")),
    plural("phoneNumbers", "Telephone numbers.", ["work", "home", "mobile", "fax", "pager", "other"], a("value", "string", "The number.")),
    plural("ims", "Instant messaging addresses.", ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"], a("value", "string", "The address.")),
    plural("photos", "Pictures of the user.", ["photo", "thumbnail"], a("value", "reference", "The URL of the picture.", { referenceTypes: ["external"] })),
    a("addresses", "complex", "Physical mailing addresses.", {
      multiValued: true,
      subAttributes: [
        a("formatted", "string", "The full address, formatted for display."),
        a("streetAddress", "string", "Street, house number, post box."),
        a("locality", "string", "City or locality."),
        a("region", "string", "State or region."),
        a("postalCode", "string", "Postal code."),
        a("country", "string", "Country, ISO 3166-1 alpha-2."),
        a("type", "string", "A label for the function of the address.", { canonicalValues: ["work", "home", "other"] }),
        a("primary", "boolean", "Whether this is the preferred address."),
      ],
    }),
    a("groups", "complex", "The groups to which the user belongs, directly or through nesting.", {
      multiValued: true,
      mutability: "readOnly",
      subAttributes: [
        a("value", "string", "The id of the group.", { mutability: "readOnly" }),
        a("$ref", "reference", "The URI of the group.", { mutability: "readOnly", referenceTypes: ["User", "Group"] }),
        a("display", "string", "The name of the group.", { mutability: "readOnly" }),
        a("type", "string", "How the membership came about.", { mutability: "readOnly", canonicalValues: ["direct", "indirect"] }),
      ],
    }),
    plural("entitlements", "Things the user is entitled to.", [], a("value", "string", "The entitlement.")),
    plural("roles", "Roles of the user.", [], a("value", "string", "The role.")),
    plural("x509Certificates", "Certificates of the user.", [], a("value", "binary", "The certificate, DER, base64.")),
  ],
};

export const GROUP: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Group",
  name: "Group",
  description: "Group",
  attributes: [
    a("displayName", "string", "A human-readable name for the group.", { required: true }),
    a("members", "complex", "The members of the group.", {
      multiValued: true,
      subAttributes: [
        a("value", "string", "The id of the member.", { mutability: "immutable" }),
        a("$ref", "reference", "The URI of the member.", { mutability: "immutable", referenceTypes: ["User", "Group"] }),
        a("display", "string", "The name of the member.", { mutability: "readOnly" }),
        a("type", "string", "The resource type of the member.", { mutability: "immutable", canonicalValues: ["User", "Group"] }),
      ],
    }),
  ],
};

export const ENTERPRISE: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "Enterprise User",
  attributes: [
    a("employeeNumber", "string", "Identifier given to a person by the organization."),
    a("costCenter", "string", "Name of a cost center."),
    a("organization", "string", "Name of an organization."),
    a("division", "string", "Name of a division."),
    a("department", "string", "Name of a department."),
    a("manager", "complex", "The user's manager.", {
      subAttributes: [
        a("value", "string", "The id of the manager's User resource."),
        a("$ref", "reference", "The URI of the manager's User resource.", { referenceTypes: ["User"] }),
        a("displayName", "string", "The name of the manager.", { mutability: "readOnly" }),
      ],
    }),
  ],
};
