import { check, published } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "auth/one-primary-scheme",
  title: "At most one authentication scheme is the primary one",
  failureTitle: "Several authentication schemes are primary",
  verifies: ["7643-2.4-primary-once"],
  needs: [published("serviceProviderConfig")],
  after: ["auth/schemes"],
  detects: ["config-two-primary-schemes"],
  mutates: "nothing",
  remedy: "Mark one authentication scheme as primary, or none.",
  async run({ expect, target }) {
    const response = target.discovery.serviceProviderConfig;
    const schemes = response.object?.["authenticationSchemes"];
    const primary = Array.isArray(schemes) ? (schemes as Json[]).filter((s) => isObject(s) && s["primary"] === true).length : 0;
    expect.of("7643-2.4-primary-once").that(primary <= 1, { message: `${primary} authentication schemes are primary`, expected: "at most 1", actual: primary, at: response, pointer: "/authenticationSchemes" });
  },
});
