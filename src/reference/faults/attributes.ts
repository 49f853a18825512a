import { ScimError, type Stored } from "../types.ts";
import { faultsOf, isSingle, onBody, onResource, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("attributes");
const meta = (resource: Stored): Record<string, unknown> => resource["meta"] as unknown as Record<string, unknown>;

export const attributesFaults: readonly Fault[] = [
  onResource(must("resource-without-schemas", "Representations lack schemas", "7643-3-schemas-required-array"), (r) => void delete r["schemas"]),
  onResource(must("schemas-empty", "schemas is an empty array", "7643-3-schemas-non-empty"), (r) => void (r["schemas"] = [])),
  onResource(must("schemas-not-array", "schemas is one string", "7643-3-schemas-required-array"), (r) => void (r["schemas"] = (r["schemas"] as string[])[0] ?? "")),
  onResource(must("schemas-duplicate", "schemas names the base schema twice", "7643-3-schemas-no-duplicates"), (r) => void (r["schemas"] = [...(r["schemas"] as string[]), (r["schemas"] as string[])[0] ?? ""])),
  onResource(must("schemas-undeclared-uri", "schemas names a URI that the type does not declare", "7643-3-schemas-only-declared"), (r) => void (r["schemas"] = [...(r["schemas"] as string[]), "urn:example:params:scim:schemas:common"])),
  onResource(must("schemas-without-base", "schemas names extensions only", "7643-3.3-schemas-includes-base"), (r) => void (r["schemas"] = ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"])),
  {
    ...must("extension-not-advertised", "Resources list extensions that the resource type does not declare", "7643-3-schemas-only-declared"),
    area: "discovery",
    apply: (b) => ({
      resourceTypes: (context) => b.resourceTypes(context).map((t) => ({ ...t, schemaExtensions: [] })),
      present(resource, type, call) {
        const shown = b.present(resource, type, call);
        const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        return type.name === "User" ? { ...shown, schemas: [...(shown["schemas"] as string[]), urn], [urn]: { department: "all" } } : shown;
      },
    }),
  },
  onResource(must("id-is-number", "id is a number", "7643-3.1-id-server-defined"), (r) => void (r["id"] = Number.parseInt(String(r["id"]).slice(0, 8), 16) || 7)),
  onBody(must("id-missing-in-lists", "Lists leave out the id", "7643-3.1-id-in-every-representation"), (_r, c) => /^\/(Users|Groups|Devices)$/.test(c.request.path) && c.request.method === "GET", (b) => {
    for (const r of (b["Resources"] ?? []) as Stored[]) delete r["id"];
  }),
  {
    ...must("id-shared-across-types", "Each type counts its own ids", "7643-3.1-id-unique"),
    area: "read",
    apply: () => ({
      newId(type, context) {
        const next = ((context.memory.get(type.name) as number | undefined) ?? 0) + 1;
        context.memory.set(type.name, next);
        return String(next);
      },
    }),
  },
  onResource(must("meta-missing", "Representations lack meta", "7643-3.1-common-attributes-defined"), (r) => void delete r["meta"]),
  onResource(must("meta-is-array", "meta is an array", "7643-3.1-meta-complex"), (r) => void (r["meta"] = [r["meta"] ?? null])),
  onResource(must("meta-resource-type-plural", "meta.resourceType is the plural", "7643-3.1-meta-resource-type"), (r) => {
    if (r["meta"] !== undefined) meta(r)["resourceType"] += "s";
  }),
  onResource(must("meta-resource-type-of-other-type", "meta.resourceType of groups says User", "7643-3-resource-type-governs"), (r) => {
    if (r["meta"] !== undefined && meta(r)["resourceType"] === "Group") meta(r)["resourceType"] = "User";
  }),
  onResource(should("datetime-without-zone", "meta timestamps lack a zone", "7643-2.3.5-datetime-xsd"), (r) => {
    for (const n of ["created", "lastModified"]) if (typeof meta(r)?.[n] === "string") meta(r)[n] = String(meta(r)[n]).replace("Z", "");
  }),
  onResource(must("datetime-with-blank", "meta timestamps have a blank instead of T", "7643-2.3.5-datetime-xsd"), (r) => {
    for (const n of ["created", "lastModified"]) if (typeof meta(r)?.[n] === "string") meta(r)[n] = String(meta(r)[n]).replace("T", " ");
  }),
  onResource(must("datetime-epoch", "meta timestamps are numbers", "7643-2.3.5-datetime-json-string"), (r) => {
    for (const n of ["created", "lastModified"]) if (typeof meta(r)?.[n] === "string") meta(r)[n] = Date.parse(String(meta(r)[n]));
  }),
  onResource(must("type-boolean-quoted", "active is a string", "7643-2.3.2-boolean-literals"), (r) => void (r["active"] !== undefined && (r["active"] = String(r["active"])))),
  onResource(must("type-integer-quoted", "Integers are strings", "7643-2.3-type-to-json-table", "7643-2.3.4-integer-no-fraction-exponent"), (r) => void (r["ports"] !== undefined && (r["ports"] = String(r["ports"])))),
  onResource(must("type-decimal-quoted", "Decimals are strings", "7643-2.3.3-decimal-format"), (r) => void (r["weight"] !== undefined && (r["weight"] = String(r["weight"])))),
  onResource(must("type-singular-as-array", "displayName is an array of one", "7643-1.2-singular-attribute-cardinality"), (r) => void (r["displayName"] !== undefined && (r["displayName"] = [r["displayName"]]))),
  onResource(must("type-complex-as-string", "site of devices is a string", "7643-2.3.8-complex-json-object"), (r) => void (r["site"] !== undefined && (r["site"] = "somewhere"))),
  onResource(must("type-binary-as-numbers", "Binary values are lists of numbers", "7643-2.3.6-binary-json-string"), (r) => void (r["certificate"] !== undefined && (r["certificate"] = { bytes: [1, 2, 3] }))),
  onResource(must("type-reference-as-object", "References are objects", "7643-2.3.7-reference-json-string"), (r) => void (r["manual"] !== undefined && (r["manual"] = { href: r["manual"] ?? "" }))),
  onResponse(must("type-integer-with-fraction", "Integers are written with a fraction", "7643-2.3.4-integer-no-fraction-exponent"), (r) => {
    if (typeof r.body === "object") r.body = JSON.stringify(r.body).replace(/"ports":(\d+)/g, '"ports":$1.0');
  }),
  onResource(must("member-value-not-a-string", "members.value is a number", "7643-2.3-type-to-json-table"), (r) => {
    for (const m of (r["members"] ?? []) as Stored[]) m["value"] = 17;
  }),
  onResource(must("attribute-undeclared", "Representations hold an attribute of no schema", "7643-2-contents-governed-by-schemas", "7644-3.4-attributes-defined-by-schema"), (r) => void (r["internalRow"] = 17)),
  onResource(must("core-attributes-in-container", "Core attributes sit in a container", "7643-3-core-attributes-top-level"), (r) => {
    const name = r["displayName"];
    if (name === undefined) return;
    delete r["displayName"];
    r[(r["schemas"] as string[])[0] ?? ""] = { displayName: name };
  }),
  onResource(must("reference-with-space", "References hold blanks", "7643-2.3.7-reference-is-uri", "7644-1.2-percent-encode-urls"), (r) => void (meta(r)?.["location"] !== undefined && (meta(r)["location"] = `${String(meta(r)["location"])}/a b`))),
  onResource(must("location-urn", "meta.location is a URN", "7643-2.3.7-http-addressable"), (r) => void (meta(r)?.["location"] !== undefined && (meta(r)["location"] = `urn:uuid:${String(r["id"])}`))),
  onResource(must("location-with-query", "meta.location has the tenant as a query before the path", "7644-1.3-base-uri-no-query"), (r) => void (meta(r)?.["location"] !== undefined && (meta(r)["location"] = String(meta(r)["location"]).replace("/scim/v2/", "/scim/v2?tenant=1&path=/")))),
  onResource(must("quoted-keywords", "meta.resourceType carries literal quotes", "7643-1.1-quotes-not-part-of-value"), (r) => void (meta(r)?.["resourceType"] !== undefined && (meta(r)["resourceType"] = `"${String(meta(r)["resourceType"])}"`))),
  onResponse(must("content-location-differs", "Content-Location names another URI", "7643-3.1-meta-location-equals-content-location"), (r, c) => {
    if (r.status === 200 && isSingle(c.request.path)) r.headers.push(["Content-Location", `${c.context.baseUrl()}/elsewhere`]);
  }),
  {
    ...should("names-case-sensitive", "Names of optional attributes in another case are not recognised", "7643-2.1-names-case-insensitive-body"),
    apply: (b) => ({ read: (body, type, context) => b.read(Object.fromEntries(Object.entries(body).filter(([k]) => k !== "DISPLAYNAME")), type, context) }),
  },
  {
    ...must("names-required-case-sensitive", "userName in another case counts as missing", "7643-2.1-names-case-insensitive-body"),
    apply: (b) => ({ read: (body, type, context) => b.read(Object.fromEntries(Object.entries(body).filter(([k]) => k !== "USERNAME")), type, context) }),
  },
  {
    ...must("member-order-matters", "schemas must be the first member", "7643-2.3.8-order-must-not-matter"),
    apply: (b) => ({
      checkSchemas(body, type) {
        b.checkSchemas(body, type);
        if (Object.keys(body)[0] !== "schemas") throw new ScimError(400, "schemas comes first.", "invalidSyntax");
      },
    }),
  },
  {
    ...must("schemas-order-matters", "The base schema must be named first", "7643-3-schemas-order-irrelevant"),
    apply: (b) => ({
      checkSchemas(body, type) {
        b.checkSchemas(body, type);
        if ((body["schemas"] as string[])[0] !== type.schema) throw new ScimError(400, "The base schema comes first.", "invalidSyntax");
      },
    }),
  },
  {
    ...must("id-case-ignored", "Ids compare without case", "7643-3.1-id-case-exact"),
    apply: (b) => ({ find: (id, type, call) => b.find(id, type, call) ?? b.find(id.toLowerCase(), type, call) }),
  },
  {
    ...must("unknown-attribute-stored", "Attributes of no schema are stored", "7644-3.1-interpret-in-own-schema"),
    apply: (b) => ({
      create: (values, type, call, body) => ({ ...b.create(values, type, call, body), ...(body["scimspecUnknown"] === undefined ? {} : { scimspecUnknown: body["scimspecUnknown"] }) }),
      present: (resource, type, call) => ({ ...b.present(resource, type, call), ...(resource["scimspecUnknown"] === undefined ? {} : { scimspecUnknown: resource["scimspecUnknown"] }) }),
    }),
  },
  onResource(must("binary-lower-cased", "Binary values come back in lower case", "7643-2.3.6-binary-base64", "7643-2.3.6-binary-case-exact"), (r) => void (typeof r["certificate"] === "string" && (r["certificate"] = r["certificate"].toLowerCase()))),
  onResource(must("binary-url-safe", "Binary values come back in the URL-safe alphabet", "7643-2.3.6-binary-base64"), (r) => void (typeof r["certificate"] === "string" && (r["certificate"] = r["certificate"].replaceAll("+", "-").replaceAll("/", "_")))),
  onResource(must("reference-lower-cased", "References come back in lower case", "7643-2.3.7-reference-case-exact"), (r) => {
    for (const n of ["manual", "profileUrl"]) if (typeof r[n] === "string") r[n] = r[n].toLowerCase();
  }),
  {
    ...must("canonical-value-500", "A type that is not canonical answers 500", "7643-2.3.1-canonical-values-restrict-may"),
    apply: (b) => ({
      read(body, type, context) {
        if (JSON.stringify(body["emails"] ?? "").includes("x-harness")) throw new ScimError(500, "No such constant.");
        return b.read(body, type, context);
      },
    }),
  },
  onResource(must("reference-relative-to-nothing", "$ref of members is relative to nothing that exists", "7643-2.3.7-relative-resolution-base"), (r) => {
    for (const m of (r["members"] ?? []) as Stored[]) m["$ref"] = `nowhere/Users/${String(m["value"])}`;
  }),
  onResource(must("meta-version-not-a-string", "meta.version is a number", "7643-2.3-type-to-json-table"), (r) => void (meta(r) && (meta(r)["version"] = 1))),
  onResponse(must("etag-differs-from-version", "The ETag header is not meta.version", "7643-3.1-meta-version-equals-etag"), (r) => void (r.headers = r.headers.map(([n, v]) => (n === "ETag" ? [n, 'W/"other"'] : [n, v])))),
  onResource(should("etag-version-without-quotes", "meta.version lacks the quotes", "7643-3.1-meta-version-equals-etag"), (r) => void (typeof meta(r)?.["version"] === "string" && (meta(r)["version"] = String(meta(r)["version"]).replace(/^W\/|"/g, "")))),
  {
    ...must("password-returned", "The password is returned", "7643-7-returned-never"),
    apply: (b) => ({ present: (resource, type, call) => ({ ...b.present(resource, type, call), ...(resource["password"] === undefined ? {} : { password: "********" }) }) }),
  },
];
