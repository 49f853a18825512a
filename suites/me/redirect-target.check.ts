import { check, capability } from "../../src/engine/api.ts";

export default check({
  id: "me/redirect-target",
  title: "Where /Me redirects, the subject's resource is there",
  failureTitle: "/Me redirects to where nothing is",
  verifies: ["7644-3.11-me-308"],
  needs: [capability("me")],
  after: ["me/answers"],
  detects: ["me-redirects-to-nothing"],
  mutates: "nothing",
  remedy: "Redirect /Me to the location of the subject's resource.",
  async run({ scim, expect }) {
    const response = await scim.get("/Me");
    const judge = expect.of("7644-3.11-me-308", "me/redirect-broken");
    if (response.redirects.length === 0) return judge.observe(`/Me does not redirect (${response.status})`, { at: response });
    judge.that(response.ok && typeof response.object?.["id"] === "string", { message: `/Me redirects to ${new URL(response.url).pathname}, which is answered with ${response.status}`, expected: "the subject's resource", actual: response.status, at: response, pointer: "status" });
  },
});
