import { attribute, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject } from "../../src/model/json.ts";
import { ENTERPRISE, valueIn, withExtension } from "./choose.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "extension/manager-string",
  title: "A manager that is sent as a bare string is refused, or stored as an object",
  failureTitle: "A manager that is sent as a bare string breaks the request, or is returned as a string",
  for: "User",
  verifies: ["7643-4.3-manager-complex"],
  needs: [attribute.sendable("User", `${ENTERPRISE}:manager`)],
  after: ["extension/accepted", "extension/manager"],
  detects: ["patch-manager-string-500"],
  mutates: "own-resources",
  remedy: "Answer a bare string with 400 invalidValue, or take it as manager.value: Microsoft Entra ID sends it so by default.",
  async run({ scim, given, expect, target, type }) {
    const [boss, made] = [await given.resource(type), await given.resource(type)];
    const complex = expect.of("7643-4.3-manager-complex");
    const judge = (method: string, response: ScimResponse, read: ScimResponse | null): void => {
      if (method === "PATCH" && notOffered(response, "PATCH") !== null) return;
      expect.of("7643-4.3-manager-complex", "extension/manager-string-error").that(response.status < 500, { message: `${method} with manager as a string is answered with ${response.status}`, expected: "400 invalidValue, or success", actual: response.status, at: response, pointer: "status" });
      complex.observe(`${method} with manager as a string is answered with ${response.status}`, { at: response });
      const manager = read ? valueIn(read.object, { urn: ENTERPRISE, name: "manager" }) : undefined;
      if (read && manager !== undefined && manager !== null) complex.that(isObject(manager), { message: `after ${method} manager is returned as ${JSON.stringify(manager)}`, expected: "an object with value", actual: manager, at: read, pointer: `/${ENTERPRISE}/manager` });
    };
    const created = await scim.create(type, withExtension(given.body(type), ENTERPRISE, { manager: boss.id }));
    judge("POST", created, created.ok ? created : null);
    if (target.supports("patch") === false) return;
    const patched = await scim.patch(made, [{ op: "add", path: `${ENTERPRISE}:manager`, value: boss.id }]);
    judge("PATCH", patched, patched.ok ? await scim.get(made) : null);
  },
});
