import { check, capability } from "../../src/engine/api.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "me/same-as-resource",
  title: "/Me shows the subject's resource as its own location does",
  failureTitle: "/Me shows other values than the subject's own location",
  verifies: ["7644-3.11-me-three-answers"],
  needs: [capability("me")],
  after: ["me/location", "me/resource"],
  detects: ["me-shows-stale-values"],
  mutates: "nothing",
  remedy: "Serve /Me from the same resource, through the same code, as its own location.",
  async run({ scim, expect, skip }) {
    const response = await scim.get("/Me");
    const location = at(response.json, "/meta/location");
    if (!response.ok || typeof location !== "string") return skip(`the server shows no resource with a location at /Me (${response.status})`);
    const read = await scim.get(new URL(location, response.url).href);
    if (!read.ok) return skip(`the location of the subject's resource is answered with ${read.status}`);
    const changed = changedElsewhere(read.object ?? {}, response.object ?? {}, []);
    expect.of("7644-3.11-me-three-answers", "me/differs").that(changed.length === 0, { message: `/Me and the resource's own location differ in ${changed.join(", ")}`, expected: "the same resource", actual: [...changed], at: response, pointer: changed[0] ?? "" });
  },
});
