import { attribute, check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { ENTERPRISE, valueIn, withExtension } from "./choose.ts";

const MANAGER = { urn: ENTERPRISE, name: "manager" };

export default check({
  id: "extension/manager",
  title: "manager is an object that names another user by id",
  failureTitle: "manager is no object, or names another user than the one that was given",
  for: "User",
  verifies: ["7643-4.3-manager-complex", "7643-4.3-manager-value-recommended", "7643-4.3-manager-ref-recommended", "7643-4.3-manager-display-name-optional"],
  needs: [attribute.sendable("User", `${ENTERPRISE}:manager`)],
  after: ["create/created", "extension/accepted", "extension/container"],
  detects: ["extension-manager-as-string", "extension-manager-value-changed", "extension-manager-without-value", "extension-manager-ref-wrong"],
  mutates: "own-resources",
  remedy: "Return manager as an object with value, the id of the manager's User resource, and $ref, its URL.",
  async run({ scim, given, expect, target, type, skip }) {
    const boss = await given.resource(type);
    const made = await given.resource(type, withExtension(given.body(type), ENTERPRISE, { manager: { value: boss.id } }));
    const read = await scim.settled(() => scim.get(made), (r) => valueIn(r.object, MANAGER) !== undefined);
    const manager = valueIn(read.object, MANAGER);
    if (manager === undefined || manager === null) return skip("the server does not return manager");
    const at = { at: read, pointer: `/${ENTERPRISE}/manager` };
    if (!expect.of("7643-4.3-manager-complex").that(isObject(manager), { message: `manager is ${JSON.stringify(manager)}`, expected: "an object with value", actual: manager, ...at }) || !isObject(manager)) return;
    const { value, $ref, displayName } = manager;
    if (value === undefined || value === null) expect.of("7643-4.3-manager-value-recommended").that(false, { message: "manager is returned without value", expected: boss.id, actual: manager, ...at });
    else expect.of("7643-4.3-manager-value-recommended", "extension/manager-value-changed").that(value === boss.id, { message: `manager.value was sent as ${boss.id} and is returned as ${JSON.stringify(value)}`, expected: boss.id, actual: value, ...at });
    const origin = new URL(target.baseUrl).origin;
    const url = typeof $ref === "string" && URL.canParse($ref, `${target.baseUrl}/`) ? new URL($ref, `${target.baseUrl}/`) : null;
    expect.of("7643-4.3-manager-ref-recommended").observe($ref === undefined ? "manager has no $ref" : "manager has a $ref", at);
    if (url?.origin === origin) {
      const found = await scim.get(url.href);
      expect.of("7643-4.3-manager-ref-recommended", "extension/manager-ref-wrong").that(found.object?.["id"] === boss.id, { message: `$ref ${String($ref)} does not lead to the manager (${found.status})`, expected: boss.id, actual: found.object?.["id"] ?? found.status, ...at });
    }
    expect.of("7643-4.3-manager-display-name-optional").observe(displayName === undefined ? "manager has no displayName" : "manager has a displayName", at);
  },
});
