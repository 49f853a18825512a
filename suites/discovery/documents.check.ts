import { check } from "../../src/engine/api.ts";
import { LIST_RESPONSE, SERVICE_PROVIDER_CONFIG, sameUrn } from "../../src/scim/urn.ts";

export default check({
  id: "discovery/documents",
  title: "The three discovery endpoints answer with their documents",
  failureTitle: "Discovery endpoints do not answer with their documents",
  verifies: ["7644-4-three-endpoints", "7644-4-spc-returns-config", "7644-4-spc-schemas", "7644-4-schemas-list", "7644-4-multiple-as-listresponse"],
  provides: ["discovery", "resource-types", "schemas"],
  detects: ["discovery-config-404", "discovery-types-404", "discovery-list-bare-array", "resourcetypes-private-list-key", "discovery-config-as-list", "discovery-config-schema-wrong", "discovery-total-wrong"],
  mutates: "nothing",
  remedy: "Serve /ServiceProviderConfig as one object, and /ResourceTypes and /Schemas as ListResponse messages.",
  async run({ expect, target }) {
    const { serviceProviderConfig: config, resourceTypes, schemas } = target.discovery;
    expect.of("7644-4-three-endpoints").observe(`/ServiceProviderConfig ${config.status}, /ResourceTypes ${resourceTypes.status}, /Schemas ${schemas.status}`, { at: config });
    expect.of("7644-4-three-endpoints", "discovery/config-missing").that(config.ok, { message: `/ServiceProviderConfig is answered with ${config.status}`, expected: 200, actual: config.status, at: config, pointer: "status" });
    for (const response of [resourceTypes, schemas]) expect.of("7644-4-three-endpoints", response.status === 404 || response.status === 501 ? "discovery/document-missing" : "discovery/config-missing").that(response.ok, { message: `${new URL(response.url).pathname} is answered with ${response.status}`, expected: 200, actual: response.status, at: response, pointer: "status" });
    if (config.ok) {
      const list = config.object?.["Resources"] !== undefined;
      expect.of("7644-4-spc-returns-config").that(config.object !== undefined && !list, { message: "/ServiceProviderConfig is not one configuration object", expected: "one object", actual: list ? "a list" : (config.text?.slice(0, 80) ?? null), at: config, pointer: "" });
      const uris = config.object?.["schemas"];
      expect.of("7644-4-spc-schemas").that(Array.isArray(uris) && uris.some((u) => typeof u === "string" && sameUrn(u, SERVICE_PROVIDER_CONFIG)), { message: "schemas of the configuration does not name its schema", expected: SERVICE_PROVIDER_CONFIG, actual: uris ?? null, at: config, pointer: "/schemas" });
    }
    for (const response of [resourceTypes, schemas]) {
      if (!response.ok) continue;
      const uris = response.object?.["schemas"];
      const message = Array.isArray(uris) && uris.some((u) => typeof u === "string" && sameUrn(u, LIST_RESPONSE)) && Array.isArray(response.object?.["Resources"]);
      const ids = response === schemas ? ["7644-4-schemas-list", "7644-4-multiple-as-listresponse"] : ["7644-4-multiple-as-listresponse"];
      for (const id of ids) expect.of(id).that(message, { message: `${new URL(response.url).pathname} is no ListResponse`, expected: "a ListResponse with Resources", actual: Object.keys(response.object ?? {}), at: response, pointer: "" });
      const total = response.object?.["totalResults"];
      if (message) expect.of("7644-4-multiple-as-listresponse").that(total === response.resources.length, { message: `totalResults is ${JSON.stringify(total) ?? "missing"}, but ${response.resources.length} are listed`, expected: response.resources.length, actual: total ?? null, at: response, pointer: "/totalResults" });
    }
  },
});
