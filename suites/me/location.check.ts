import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "me/location",
  title: "Answers to /Me carry the permanent location of the subject's resource",
  failureTitle: "Answers to /Me lack the permanent location of the subject's resource",
  verifies: ["7644-3.11-me-location"],
  needs: [capability("me")],
  after: ["me/answers"],
  detects: ["me-without-location", "me-location-is-alias"],
  mutates: "nothing",
  remedy: "Set the Location header of every answer to /Me to the location of the resource itself.",
  async run({ scim, expect, skip }) {
    const response = await scim.get("/Me");
    if (!response.ok || response.redirects.length > 0) skip(`the server does not process /Me directly: it answers ${response.redirects[0] ?? response.status}`);
    const judge = expect.of("7644-3.11-me-location");
    const location = response.header("location");
    if (!judge.header(response, "Location").is("the permanent location of the resource", (v) => typeof v === "string" && !/\/me\/?$/i.test(v))) return;
    const meta = at(response.json, "/meta/location");
    if (meta !== undefined) judge.that(location === meta, { message: `Location is ${location ?? ""}, meta.location is ${JSON.stringify(meta)}`, expected: meta, actual: location, at: response, pointer: "header:Location" });
    const read = await scim.get(new URL(location ?? "", response.url).href);
    judge.that(read.ok && read.object?.["id"] === response.object?.["id"], { message: `GET of the Location of /Me is answered with ${read.status}`, expected: response.object?.["id"] ?? 200, actual: read.object?.["id"] ?? read.status, at: read, pointer: "status" });
  },
});
