// What the server says of itself (RFC 7643 sections 5 to 7).

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const CORE = "urn:ietf:params:scim:schemas:core:2.0:";
const OFF = { supported: false };

const text = (name: string, description: string, more: object = {}) => ({ name, type: "string", multiValued: false, description, required: false, caseExact: false, mutability: "readWrite", returned: "default", uniqueness: "none", ...more });

/** The documents of the discovery endpoints, by path, for a base URL. */
export function discovery(baseUrl: string): ReadonlyMap<string, object | readonly object[]> {
  const meta = (resourceType: string, path: string) => ({ resourceType, location: `${baseUrl}${path}` });
  const config = {
    schemas: [`${CORE}ServiceProviderConfig`],
    patch: OFF,
    bulk: { ...OFF, maxOperations: 0, maxPayloadSize: 0 },
    filter: { ...OFF, maxResults: 0 },
    changePassword: OFF,
    sort: OFF,
    etag: OFF,
    authenticationSchemes: [{ type: "oauthbearertoken", name: "Bearer token", description: "A token in the Authorization header" }],
    meta: meta("ServiceProviderConfig", "/ServiceProviderConfig"),
  };
  const type = { schemas: [`${CORE}ResourceType`], id: "User", name: "User", endpoint: "/Users", description: "Users", schema: USER, meta: meta("ResourceType", "/ResourceTypes/User") };
  const attributes = [text("userName", "Unique name that the user signs in with.", { required: true, uniqueness: "server" }), text("displayName", "Name as it is shown.")];
  const schema = { schemas: [`${CORE}Schema`], id: USER, name: "User", description: "Users", attributes, meta: meta("Schema", `/Schemas/${USER}`) };
  return new Map<string, object | readonly object[]>([
    ["/ServiceProviderConfig", config],
    ["/ResourceTypes", [type]],
    ["/ResourceTypes/User", type],
    ["/Schemas", [schema]],
    [`/Schemas/${USER}`, schema],
  ]);
}
