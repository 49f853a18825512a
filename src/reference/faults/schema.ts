import { ScimError, type Json, type JsonObject, type SchemaDefinition, type Stored } from "../types.ts";
import { ENTERPRISE, GROUP, USER } from "../schemas/core.ts";
import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from "../schemas/meta.ts";
import { faultsOf, onDocument, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("schema");
const schemas = (info: Info, change: (s: Stored) => void): Fault => onDocument(info, "Schemas", change);
type Definition = Record<string, Json>;
const attributes = (s: Stored): Definition[] => (s["attributes"] ?? []) as unknown as Definition[];
const subs = (a: Definition): Definition[] => (a["subAttributes"] ?? []) as unknown as Definition[];

/** A fault on one attribute of one published schema, by path. */
function published(info: Info, schema: string, path: string, change: (a: Definition) => void): Fault {
  const [first, second, third] = path.split(".");
  return schemas(info, (s) => {
    if (s["id"] !== schema) return;
    const top = attributes(s).find((a) => a["name"] === first);
    const middle = second === undefined ? top : top && subs(top).find((a) => a["name"] === second);
    const found = third === undefined ? middle : middle && subs(middle).find((a) => a["name"] === third);
    if (found) change(found);
  });
}

const device = "urn:example:params:scim:schemas:core:2.0:Device";
const SHORT: Readonly<Record<string, SchemaDefinition>> = { User: USER, Group: GROUP, EnterpriseUser: ENTERPRISE, ServiceProviderConfig: SERVICE_PROVIDER_CONFIG, ResourceType: RESOURCE_TYPE, Schema: SCHEMA };

/** Attributes that the text defines, but for which section 8.7 prints no characteristics. */
const UNPRINTED = new Set(["Group.members.display", "ServiceProviderConfig.authenticationSchemes.primary", "ServiceProviderConfig.authenticationSchemes.type", "ServiceProviderConfig.etag", "ServiceProviderConfig.etag.supported", "User.addresses.primary"]);

/** A wrong type and a wrong plurality for every attribute of the schemas of RFC 7643 section 8.7. */
function characteristicFaults(): readonly Fault[] {
  return Object.entries(SHORT).flatMap(([short, schema]) => {
    const all = schema.attributes.flatMap((a) => [{ path: a.name, a }, ...(a.subAttributes ?? []).flatMap((s) => [{ path: `${a.name}.${s.name}`, a: s }, ...(s.subAttributes ?? []).map((t) => ({ path: `${a.name}.${s.name}.${t.name}`, a: t }))])]);
    return all.filter(({ path }) => !UNPRINTED.has(`${short}.${path}`)).flatMap(({ path, a }) => {
      const requirements = ["7643-7-schema-describes-attributes"];
      return [
        published({ ...must(`schema-characteristic:${short}.${path}.type`, `${short}.${path} is published with another type`), requirements }, schema.id, path, (d) => void (d["type"] = a.type === "boolean" ? "integer" : "boolean")),
        published({ ...must(`schema-characteristic:${short}.${path}.multiValued`, `${short}.${path} is published with the other plurality`), requirements }, schema.id, path, (d) => void (d["multiValued"] = !a.multiValued)),
      ];
    });
  });
}

export const schemaFaults: readonly Fault[] = [
  schemas(must("schema-enum-wrong-case", "Keywords are spelled READ_WRITE, DEFAULT, NONE", "7643-7-mutability-keyword", "7643-7-returned-keyword", "7643-7-uniqueness-keyword"), (s) => {
    for (const a of attributes(s)) Object.assign(a, { mutability: "READ_WRITE", returned: "DEFAULT", uniqueness: "NONE" });
  }),
  published(must("schema-name-missing", "A sub-attribute has no name", "7643-7-attr-name", "7643-7-attr-sub-attributes"), device, "site.floor", (a) => void delete a["name"]),
  published(must("schema-name-twice", "Two attributes have one name", "7643-7-attr-name"), device, "model", (a) => void (a["name"] = "remarks")),
  published(must("schema-name-with-blank", "A name holds a blank", "7643-2.1-attrname-abnf"), device, "model", (a) => void (a["name"] = "model name")),
  published(must("schema-type-unknown", "A type is not one of the RFC", "7643-7-attr-type-values"), device, "model", (a) => void (a["type"] = "text")),
  published(should("schema-type-upper-case", "A type is spelled STRING", "7643-7-case-insensitive-unless-stated"), device, "model", (a) => void (a["type"] = "STRING")),
  published(must("schema-multi-valued-string", "multiValued is a string", "7643-7-attr-multi-valued", "7644-3.1-schemas-endpoint-characteristics"), device, "model", (a) => void (a["multiValued"] = "false")),
  published(must("schema-case-exact-string", "caseExact is a string", "7643-7-attr-case-exact", "7643-2.2-characteristics-set"), device, "model", (a) => void (a["caseExact"] = "false")),
  published(must("schema-sub-attributes-on-simple", "A simple attribute has sub-attributes", "7643-1.2-simple-no-sub-attributes"), device, "model", (a) => void (a["subAttributes"] = [{ name: "part", type: "string", multiValued: false }])),
  published(must("schema-nested-complex", "A sub-attribute is complex", "7643-2.3.8-no-nested-complex"), device, "site.code", (a) => Object.assign(a, { type: "complex", subAttributes: [{ name: "part", type: "string", multiValued: false }] })),
  published(should("schema-complex-empty", "A complex attribute has no sub-attributes", "7643-7-attr-complex-has-sub-attributes"), device, "site", (a) => void delete a["subAttributes"]),
  published(should("schema-reference-types-missing", "A reference has no referenceTypes", "7643-2.3.7-reference-types-indicated"), device, "manual", (a) => void delete a["referenceTypes"]),
  published(must("schema-reference-types-string", "referenceTypes is a string", "7643-7-reference-types"), device, "manual", (a) => void (a["referenceTypes"] = "external")),
  published(must("schema-description-number", "description of an attribute is a number", "7643-7-attr-description-when-applicable"), device, "model", (a) => void (a["description"] = 5)),
  published(must("schema-canonical-values-object", "canonicalValues is an object", "7643-2.4-define-canonical-values-may"), device, "interfaces.type", (a) => void (a["canonicalValues"] = { one: "ethernet" })),
  schemas(should("schema-case-exact-everywhere", "caseExact and uniqueness are published on every type", "7643-2.3.2-boolean-no-case-no-uniqueness", "7643-2.3.3-decimal-no-case", "7643-2.3.4-integer-no-case", "7643-2.3.5-datetime-no-case-no-uniqueness", "7643-2.3.8-complex-no-uniqueness-no-case"), (s) => {
    for (const a of attributes(s)) if (["boolean", "decimal", "integer", "dateTime", "complex"].includes(String(a["type"]))) a["caseExact"] = true;
  }),
  schemas(must("schema-resource-uri-missing", "Schema resources do not name the Schema URI", "7643-7-schema-uri", "7643-8.7.1-user-schema-identity", "7643-8.7.1-group-schema-identity", "7643-8.7.1-enterprise-user-schema-identity"), (s) => void (s["schemas"] = [])),
  schemas(must("schema-id-guid", "A schema's id is no URI", "7643-7-id-must"), (s) => void (s["name"] === "Inventory" && (s["id"] = "1b9d6bcd-bbfd"))),
  schemas(should("schema-resource-name-missing", "Schemas have no name", "7643-7-name-must-when-applicable"), (s) => void delete s["name"]),
  schemas(must("schema-resource-description-number", "Schemas have a number as description", "7643-7-description-must-when-applicable"), (s) => void (s["description"] = 3)),
  schemas(must("schema-attributes-map", "attributes is an object", "7643-7-attributes-complex"), (s) => void (s["attributes"] = Object.fromEntries(attributes(s).map((a) => [String(a["name"]), a])))),
  schemas(must("schema-meta-wrong", "meta.resourceType of schemas says User", "7643-8.7.1-user-schema-meta", "7643-8.7.1-group-schema-meta", "7643-8.7.1-enterprise-user-schema-meta"), (s) => void (s["meta"] = { ...(s["meta"] as JsonObject), resourceType: "User" })),
  schemas(must("schema-fixed-missing-member", "The fixed schemas are listed without attributes", "7643-8.7.2-fixed-schemas"), (s) => void (/:(ServiceProviderConfig|ResourceType|Schema)$/.test(String(s["id"])) && (s["attributes"] = []))),
  schemas(must("schema-urn-malformed", "A URN of SCIM is malformed", "7643-10.2.1-urn-structure"), (s) => void (s["name"] === "Inventory" && (s["id"] = "urn:ietf:params:scim:schema:inventory::x"))),
  schemas(must("schema-urn-version-1", "A URN of SCIM 1 is used", "7643-10.2.1-new-version-new-registration"), (s) => void (s["name"] === "Inventory" && (s["id"] = "urn:scim:schemas:core:1.0"))),
  schemas(should("schema-urn-unregistered", "An unregistered URN sits in the registered namespace", "7643-10.2.1-assignment-after-review"), (s) => void (s["name"] === "Inventory" && (s["id"] = "urn:ietf:params:scim:schemas:acme:Inventory"))),
  schemas(should("schema-urn-upper-case", "The URN of users is in upper case", "7643-10.2.1-lexical-equivalence"), (s) => void (s["name"] === "User" && (s["id"] = "URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER"))),
  { ...must("schema-of-type-missing", "The schema of users is not published", "7643-7-schema-resource-per-uri", "7643-6-schema-equals-schema-id"), apply: (b) => ({ schemas: (context) => b.schemas(context).filter((s) => s["name"] !== "User") }) },
  { ...must("custom-schema-missing", "The schema of devices is not published", "7643-3.2-new-type-needs-definition"), apply: (b) => ({ schemas: (context) => b.schemas(context).filter((s) => s["name"] !== "Device") }) },
  schemas(should("schema-common-attribute-read-write", "id is published as readWrite", "7643-3.1-common-characteristics-precedence"), (s) => void (s["name"] === "User" && attributes(s).push({ name: "id", type: "string", multiValued: false, mutability: "readWrite" }))),
  {
    ...must("schema-says-read-only", "model and title are published as readWrite, and dropped", "7643-7-schema-describes-attributes"),
    apply: (b) => ({
      read(body, type, context) {
        const { model: _m, title: _t, nickName: _n, ...rest } = b.read(body, type, context);
        return rest;
      },
    }),
  },
  {
    ...must("schema-never-returned-shown", "What is published as returned never is returned", "7643-7-schema-describes-attributes"),
    apply: (b) => ({ present: (resource, type, call) => ({ ...b.present(resource, type, call), ...(resource["unlockCode"] === undefined ? {} : { unlockCode: resource["unlockCode"] }) }) }),
  },
  {
    ...must("free-value-refused", "A free value is refused although no canonical values are published", "7643-2.2-default-canonical-values-none", "7643-2.2-default-type-string"),
    apply: (b) => ({
      read(body, type, context) {
        for (const n of ["nickName", "title", "model"]) if (typeof body[n] === "string" && body[n].startsWith("Free")) throw new ScimError(400, `${n} is not one of the known values.`, "invalidValue");
        return b.read(body, type, context);
      },
    }),
  },
  published(must("schema-characteristics-wrong", "nickName is published as readOnly, and accepted", "7643-7-mutability-read-only"), USER.id, "nickName", (a) => void (a["mutability"] = "readOnly")),
  published(must("schema-fixed-characteristics-wrong", "password is published as readWrite and returned by default", "7643-8.7.1-user-password"), USER.id, "password", (a) => Object.assign(a, { mutability: "readWrite", returned: "default" })),
  published(must("schema-manager-wrong-shape", "manager is published as multi-valued", "7643-8.7.1-enterprise-user-manager"), ENTERPRISE.id, "manager", (a) => void (a["multiValued"] = true)),
  ...characteristicFaults(),
];
