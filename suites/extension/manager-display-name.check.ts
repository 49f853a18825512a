import { attribute, capability, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject } from "../../src/model/json.ts";
import { ENTERPRISE, valueIn, withExtension } from "./choose.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "extension/manager-display-name",
  title: "displayName of a manager is not taken from clients",
  failureTitle: "displayName of a manager is taken from clients, or makes the request fail",
  for: "User",
  verifies: ["7643-4.3-manager-display-name-read-only"],
  needs: [attribute.sendable("User", `${ENTERPRISE}:manager`), attribute.exists("User", `${ENTERPRISE}:manager.displayName`)],
  after: ["extension/accepted", "extension/manager", "replace/values"],
  detects: ["extension-manager-display-name-from-client", "extension-manager-display-name-refused", "extension-manager-display-name-patch-ignored"],
  mutates: "own-resources",
  remedy: "Ignore manager.displayName in POST and PUT, refuse it in PATCH with 400 mutability, and return the manager's own name or nothing.",
  async run({ scim, given, expect, target, type }) {
    const boss = await given.resource(type);
    const madeUp = `Made up ${given.unique()}`;
    const only = expect.of("7643-4.3-manager-display-name-read-only");
    const ignored = (method: string, response: ScimResponse, read: ScimResponse): void => {
      if (method === "PUT" && notOffered(response, "PUT") !== null) return;
      if (method !== "PATCH") only.that(response.ok, { message: `${method} with manager.displayName is answered with ${response.status}`, expected: "success, displayName ignored", actual: response.status, at: response, pointer: "status" });
      const manager = valueIn(read.object, { urn: ENTERPRISE, name: "manager" });
      const shown = isObject(manager) ? manager["displayName"] : undefined;
      only.that(shown !== madeUp, { message: `manager.displayName shows what the client sent with ${method}`, expected: "the manager's own name, or nothing", actual: shown ?? null, at: read, pointer: `/${ENTERPRISE}/manager/displayName` });
    };
    const body = withExtension(given.body(type), ENTERPRISE, { manager: { value: boss.id, displayName: madeUp } });
    const created = await scim.create(type, body);
    const id = created.object?.["id"];
    ignored("POST", created, typeof id === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`) : created);
    const made = await given.resource(type, withExtension(given.body(type), ENTERPRISE, { manager: { value: boss.id } }));
    if (capability("put").test(target, type) === true) ignored("PUT", await scim.replace(made, withExtension(made.sent, ENTERPRISE, { manager: { value: boss.id, displayName: madeUp } })), await scim.get(made));
    if (target.supports("patch") === false) return;
    const patched = await scim.patch(made, [{ op: "replace", path: `${ENTERPRISE}:manager.displayName`, value: madeUp }]);
    ignored("PATCH", patched, await scim.get(made));
    if (patched.ok) expect.of("7643-4.3-manager-display-name-read-only", "extension/manager-display-name-patched").that(false, { message: `PATCH of manager.displayName is answered with ${patched.status}`, expected: "400 mutability", actual: patched.status, at: patched, pointer: "status" });
  },
});
