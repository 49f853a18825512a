import { check, published } from "../../src/engine/api.ts";

export default check({
  id: "discovery/configuration-members",
  title: "Optional members of the configuration have their defined form",
  failureTitle: "Optional members of the configuration have another form",
  verifies: ["7643-5-documentation-uri-optional", "7643-5-id-not-required"],
  needs: [published("serviceProviderConfig")],
  detects: ["config-documentation-uri-text", "config-id-number"],
  mutates: "nothing",
  remedy: "Give documentationUri as an http or https URL, and id, if at all, as a string.",
  async run({ expect, target }) {
    const response = target.discovery.serviceProviderConfig;
    const uri = response.object?.["documentationUri"] ?? null;
    expect.of("7643-5-documentation-uri-optional").observe(uri === null ? "no documentationUri" : "documentationUri is given", { at: response });
    if (uri !== null) expect.of("7643-5-documentation-uri-optional", "discovery/uri-not-http").that(typeof uri === "string" && /^https?:\/\/\S+$/i.test(uri), { message: `documentationUri is ${JSON.stringify(uri)}`, expected: "an http or https URL", actual: uri, at: response, pointer: "/documentationUri" });
    const id = response.object?.["id"] ?? null;
    expect.of("7643-5-id-not-required").that(id === null || (typeof id === "string" && id !== ""), { message: `id is ${JSON.stringify(id)}`, expected: "absent, or a non-empty string", actual: id, at: response, pointer: "/id" });
  },
});
