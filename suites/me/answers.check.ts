import { check, capability } from "../../src/engine/api.ts";

export default check({
  id: "me/answers",
  title: "/Me is answered with the subject's resource, a redirect to it, or 501",
  failureTitle: "/Me is answered in a way that RFC 7644 section 3.11 does not know",
  verifies: ["7644-3.11-me-three-answers", "7644-3.11-me-501", "7644-3.11-me-308"],
  needs: [capability("me")],
  detects: ["me-broken", "me-missing-404", "me-redirects-with-302"],
  mutates: "nothing",
  remedy: "Answer /Me with the resource of the authenticated subject, with 308 and its location, or with 501.",
  async run({ scim, expect }) {
    const response = await scim.get("/Me");
    const [redirect] = response.redirects;
    const status = redirect ?? response.status;
    const three = expect.of("7644-3.11-me-three-answers", "me/broken");
    const fine = response.ok || (status >= 300 && status < 500) || status === 501;
    three.that(fine, { message: `GET /Me is answered with ${status}`, expected: "2xx, 308 or 501", actual: status, at: response, pointer: "status" });
    // Credentials without a subject have no /Me: 404, 403 and the like say so, but 501 is what the RFC names (P83).
    const unsupported = status >= 400 && status < 500;
    expect.of("7644-3.11-me-501").that(!unsupported, { message: `GET /Me is answered with ${status}; 501 says that there is none`, expected: "501, or an answer", actual: status, at: response, pointer: "status" });
    const redirects = redirect !== undefined || (status >= 300 && status < 400);
    if (redirects) expect.of("7644-3.11-me-308", "me/redirect-status").that(status === 308, { message: `GET /Me redirects with ${status}`, expected: 308, actual: status, at: response, pointer: "status" });
    else expect.of("7644-3.11-me-308").observe(`/Me does not redirect (${status})`, { at: response });
  },
});
