import { check } from "../../src/engine/api.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/discoverable",
  title: "The service provider configuration says truly whether PATCH works",
  failureTitle: "The service provider configuration does not say truly whether PATCH works",
  for: "any-resource-type",
  verifies: ["7644-3.5-patch-discoverable", "7644-3.5-patch-should-be-supported", "7644-3.5.2-patch-optional", "7644-3.12-status-501"],
  after: ["create/created"],
  detects: ["patch-advertised-but-501", "patch-not-supported", "patch-unsupported-pretends", "patch-supported-not-declared"],
  mutates: "own-resources",
  remedy: "Publish patch.supported as true where PATCH works; where it does not, as false, and answer PATCH with 501.",
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    const name = aText(context);
    if (target.capabilities.find((c) => c.id === "patch")?.override?.supported === false) return skip("the config says that PATCH is not supported");
    const config = target.discovery.serviceProviderConfig;
    const declared = target.serviceProviderConfig?.["patch"];
    const supported = typeof declared === "object" && declared !== null && "supported" in declared ? declared.supported : undefined;
    if (config.ok) expect.of("7644-3.5-patch-discoverable").that(typeof supported === "boolean", { message: "patch.supported of the service provider configuration is no boolean", expected: "true or false", actual: supported ?? null, at: config, pointer: "/patch/supported" });
    const made = await given.resource(type);
    const value = `changed ${given.unique()}`;
    const response = await scim.patch(made, [{ op: "replace", path: name, value }]);
    const read = await scim.settled(() => scim.get(made), (r) => !response.ok || r.object?.[name] === value);
    const works = response.ok && read.object?.[name] === value;
    const status = { actual: response.status, at: response, pointer: "status" };
    const offered = works || (supported !== false && ![404, 405, 501].includes(response.status));
    expect.of("7644-3.5.2-patch-optional").observe(offered ? "PATCH is offered" : `PATCH is not offered (${response.status})`, status);
    if (supported === false && works) expect.of("7644-3.5-patch-discoverable").observe("PATCH works although patch.supported is false", status);
    // Whether PATCH is right is the business of patch/basic.
    if (supported === true) expect.of("7644-3.5-patch-discoverable").that(![404, 405, 501].includes(response.status), { message: `patch.supported is true, but PATCH on a ${type.name} is answered with ${response.status}`, expected: "success", ...status });
    expect.of("7644-3.5-patch-should-be-supported", supported === true ? "patch/advertised-but-missing" : undefined).that(offered, { message: `PATCH is not supported (${response.status})`, expected: "success", ...status });
    const unsupported = expect.of("7644-3.12-status-501", [400, 403, 404, 405].includes(response.status) ? "patch/unsupported-status" : undefined);
    if (supported === false && !works) unsupported.that(response.status === 501, { message: response.ok ? "PATCH is declared as not supported, answered with success, and changes nothing" : `PATCH is not supported, and is answered with ${response.status}`, expected: 501, ...status });
    else unsupported.that(supported !== true || response.status !== 501, { message: "PATCH is declared as supported, but answered with 501", expected: "success", ...status });
  },
});
