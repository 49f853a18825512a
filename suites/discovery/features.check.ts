import { check, published } from "../../src/engine/api.ts";

export default check({
  id: "discovery/features",
  title: "The service provider configuration states each feature as an object with a boolean supported",
  failureTitle: "The service provider configuration lacks features, or states them in another form",
  verifies: ["7643-5-patch-required", "7643-5-patch-supported-required", "7643-5-bulk-required", "7643-5-bulk-supported-required", "7643-5-filter-required", "7643-5-filter-supported-required", "7643-5-change-password-required", "7643-5-change-password-supported-required", "7643-5-sort-required", "7643-5-sort-supported-required", "7643-5-etag-required", "7643-5-etag-supported-required"],
  needs: [published("serviceProviderConfig")],
  after: ["discovery/documents"],
  detects: ["config-features-missing", "config-supported-string"],
  mutates: "nothing",
  remedy: "'Give patch, bulk, filter, changePassword, sort and etag each as {\"supported\": true or false}.'",
  async run({ expect, target }) {
    const response = target.discovery.serviceProviderConfig;
    const FEATURES = { patch: "patch", bulk: "bulk", filter: "filter", changePassword: "change-password", sort: "sort", etag: "etag" };
    for (const [member, id] of Object.entries(FEATURES)) {
      expect.of(`7643-5-${id}-required`).at(response, `/${member}`).isObject();
      expect.of(`7643-5-${id}-supported-required`).at(response, `/${member}/supported`).isBoolean();
    }
  },
});
