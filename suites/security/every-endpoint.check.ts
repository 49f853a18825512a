import { check, authenticated } from "../../src/engine/api.ts";
import type { RawRequest, ScimResponse } from "../../src/model/client.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { BULK_REQUEST, PATCH_OP, SEARCH_REQUEST } from "../../src/scim/urn.ts";

export default check({
  id: "security/every-endpoint",
  title: "Every endpoint and method is closed without a valid credential",
  failureTitle: "Some endpoint or method is open without a valid credential",
  for: "any-resource-type",
  verifies: ["7643-9.3-restrict-access-need-to-know", "7644-2-validate-bearer-token"],
  needs: [authenticated()],
  after: ["create/created", "auth/credential-required"],
  detects: ["search-without-credential", "bulk-without-credential", "patch-with-any-token", "delete-with-any-token"],
  mutates: "own-resources",
  remedy: "Check the credential before anything else: for every path, /.search, /Bulk and /Me included, and every method.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const patch = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "externalId", value: "taken over" }] };
    const search = { schemas: [SEARCH_REQUEST], count: 1 };
    const removal = { schemas: [BULK_REQUEST], Operations: [{ method: "DELETE", path: `${type.endpoint}/${made.id}` }] };
    const requests: readonly RawRequest[] = [
      { method: "PUT", path: made.url, body: { ...made.sent, externalId: "taken over" } },
      { method: "PATCH", path: made.url, body: patch },
      { method: "POST", path: `${type.endpoint}/.search`, body: search },
      { method: "POST", path: "/.search", body: search },
      { method: "POST", path: "/Bulk", body: removal },
      { method: "GET", path: "/Me" },
      { method: "DELETE", path: made.url },
    ];
    const before = await scim.get(made);
    for (const credential of ["none", "invalid"] as const) {
      for (const request of requests) judge(await scim.request({ ...request, credential }), credential);
    }
    const after = await scim.get(made);
    const intact = after.ok && changedElsewhere(before.object ?? {}, after.object ?? {}, []).length === 0;
    expect.of("7643-9.3-restrict-access-need-to-know").that(intact, { message: "requests without a valid credential changed the resource", expected: "unchanged", actual: after.status, at: after, pointer: "" });

    // A job may be taken and each of its operations refused; what counts is that nothing was done (judged above).
    function open(response: ScimResponse): boolean {
      return response.ok && !(response.url.endsWith("/Bulk") && !/"status":\s*"?2\d\d/.test(response.text ?? ""));
    }

    function judge(response: ScimResponse, credential: "none" | "invalid"): void {
      const detail = { message: `${response.method} ${new URL(response.url).pathname} with ${credential === "none" ? "no" : "an invalid"} credential is answered with ${response.status}`, expected: "a refusal", actual: response.status, at: response, pointer: "status" };
      expect.of("7643-9.3-restrict-access-need-to-know").that(!open(response), detail);
      if (target.authType === "bearer" && credential === "invalid") expect.of("7644-2-validate-bearer-token").that(!open(response), detail);
    }
  },
});
