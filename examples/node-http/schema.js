// What the server says of itself (RFC 7643 sections 5 to 7): users with a few attributes, and none of the optional features.

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const CORE = "urn:ietf:params:scim:schemas:core:2.0:";
const OFF = { supported: false };

/** A string attribute that clients may read and write. */
const text = (name, description, more = {}) => ({ name, type: "string", multiValued: false, description, required: false, caseExact: false, mutability: "readWrite", returned: "default", uniqueness: "none", ...more });

const attributes = [
  text("userName", "Unique name that the user signs in with.", { required: true, uniqueness: "server" }),
  text("displayName", "Name as it is shown."),
  text("title", "Such as Vice President."),
  { name: "active", type: "boolean", multiValued: false, description: "Whether the user may sign in.", required: false, mutability: "readWrite", returned: "default" },
  {
    name: "name",
    type: "complex",
    multiValued: false,
    description: "The parts of the user's name.",
    required: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    subAttributes: [text("givenName", "First name."), text("familyName", "Last name.")],
  },
];

/** The documents of the discovery endpoints, by path, for a base URL. */
export function discovery(baseUrl) {
  const meta = (resourceType, path) => ({ resourceType, location: `${baseUrl}${path}` });
  const type = { schemas: [`${CORE}ResourceType`], id: "User", name: "User", endpoint: "/Users", description: "Users", schema: USER, meta: meta("ResourceType", "/ResourceTypes/User") };
  const schema = { schemas: [`${CORE}Schema`], id: USER, name: "User", description: "Users", attributes, meta: meta("Schema", `/Schemas/${USER}`) };
  return new Map([
    [
      "/ServiceProviderConfig",
      {
        schemas: [`${CORE}ServiceProviderConfig`],
        patch: OFF,
        bulk: { ...OFF, maxOperations: 0, maxPayloadSize: 0 },
        filter: { ...OFF, maxResults: 0 },
        changePassword: OFF,
        sort: OFF,
        etag: OFF,
        authenticationSchemes: [{ type: "oauthbearertoken", name: "Bearer token", description: "A token in the Authorization header", specUri: "https://www.rfc-editor.org/info/rfc6750" }],
        meta: meta("ServiceProviderConfig", "/ServiceProviderConfig"),
      },
    ],
    ["/ResourceTypes", [type]],
    ["/ResourceTypes/User", type],
    ["/Schemas", [schema]],
    [`/Schemas/${USER}`, schema],
  ]);
}

/** Fits a body to the schema: what it declares, under the names that it declares. Throws a sentence for a value of a wrong type. */
export function conform(body, defined = attributes) {
  const result = {};
  for (const { name, type, subAttributes } of defined) {
    // Names of attributes are case-insensitive (RFC 7643 section 2.1).
    const value = Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    // null and [] mean that there is no value (RFC 7643 section 2.5).
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    if (type === "complex") {
      if (typeof value !== "object" || Array.isArray(value)) throw new Error(`${name} must be an object`);
      const parts = conform(value, subAttributes);
      if (Object.keys(parts).length > 0) result[name] = parts;
    } else if (typeof value !== type) throw new Error(`${name} must be a ${type}`);
    else result[name] = value;
  }
  return result;
}
