import type { Behaviour } from "../behaviour.ts";
import type { JsonObject, Stored } from "../types.ts";
import { faultsOf, onDocument, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("resource-type");
const types = (info: Info, change: (t: Stored) => void): Fault => onDocument(info, "ResourceTypes", change);
/** The documents say one path, the server serves another. */
const served = (info: Info, from: string, to: string): Fault => ({
  ...info,
  apply: (b: Behaviour) => ({
    resourceTypes: (context) => b.resourceTypes(context).map((t) => (t["endpoint"] === from ? { ...t, endpoint: to } : t)),
    respond: (call, next) => b.respond(call, (request) => next({ ...request, path: request.path.replace(new RegExp(`^${to}(?=/|$)`), from) })),
    location: (resource, type, context) => b.location(resource, type, context).replace(`${from}/`, `${to}/`),
  }),
});
const extensions = (t: Stored): JsonObject[] => (t["schemaExtensions"] ?? []) as JsonObject[];

export const resourceTypeFaults: readonly Fault[] = [
  types(must("type-uri-missing", "Resource types do not name their schema", "7643-6-schema-uri"), (t) => void (t["schemas"] = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"])),
  types(must("type-name-missing", "Groups have no name of their type", "7643-6-name-must"), (t) => void (t["name"] === "Group" && delete t["name"])),
  types(must("type-endpoint-missing", "The type Group has no endpoint", "7643-6-endpoint-required"), (t) => void (t["name"] === "Group" && delete t["endpoint"])),
  types(must("type-schema-missing", "The type Group has no schema", "7643-6-schema-required"), (t) => void (t["name"] === "Group" && delete t["schema"])),
  types({ ...must("resourcetype-extensions-plain-strings", "schemaExtensions is an array of strings", "7643-6-schema-extensions-schema-required", "7643-6-schema-extensions-required-flag") }, (t) => void (t["schemaExtensions"] = extensions(t).map((e) => String(e["schema"])))),
  types(must("type-extension-required-string", "required of extensions is a string", "7643-6-schema-extensions-required-flag"), (t) => void (t["schemaExtensions"] = extensions(t).map((e) => ({ ...e, required: "false" })))),
  types(must("type-extensions-object", "schemaExtensions is one object", "7643-6-schema-extensions-optional"), (t) => void (t["schemaExtensions"] = extensions(t)[0] ?? {})),
  types(must("type-id-number", "Ids of resource types are numbers", "7643-6-id-not-required"), (t) => void (t["id"] = String(t["name"]).length)),
  types(must("type-description-number", "description is a number", "7643-6-description-must-when-applicable"), (t) => void (t["description"] = 7)),
  types(must("type-endpoint-twice", "The type Device states the endpoint of users", "7643-6-endpoint-unique"), (t) => void (t["name"] === "Device" && (t["endpoint"] = "/Users"))),
  onDocument(should("type-endpoint-absolute", "Endpoints are absolute URLs", "7643-6-endpoint-required"), "ResourceTypes", (t, c) => void (t["endpoint"] = `${c.context.baseUrl()}${String(t["endpoint"])}`)),
  types(must("resourcetype-endpoint-wrong", "The stated endpoint does not exist", "7643-6-endpoint-required", "7643-1.2-endpoint-relative-to-base"), (t) => void (t["name"] === "Device" && (t["endpoint"] = "/Device"))),
  served(must("core-endpoint-elsewhere", "Groups are served at /Teams", "7644-3.2-well-known-endpoints"), "/Groups", "/Teams"),
  served(should("custom-endpoint-odd", "Devices are served at /Hardware", "7644-3.2-extended-endpoint-plural"), "/Devices", "/Hardware"),
  types(must("type-extension-unknown", "An extension is not published", "7643-6-schema-extensions-schema-equals-id"), (t) => void (t["name"] === "User" && (t["schemaExtensions"] = [...extensions(t), { schema: "urn:example:params:scim:schemas:extension:lost:2.0:User", required: false }]))),
  types(must("type-name-twice", "Two types are named Device", "7643-6-name-required-unique"), (t) => void (t["name"] === "Group" && (t["name"] = "Device"))),
  types(should("type-core-name-odd", "The type of users is named Person", "7643-6-name-must"), (t) => void (t["name"] === "User" && (t["name"] = "Person"))),
];
