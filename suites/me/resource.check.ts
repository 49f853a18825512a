import { check, capability } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";

export default check({
  id: "me/resource",
  title: "/Me returns the subject's resource as SCIM represents it",
  failureTitle: "/Me returns something that is no SCIM resource",
  verifies: ["7644-3.1-resource-schemas-attribute"],
  needs: [capability("me")],
  after: ["me/answers"],
  detects: ["me-not-conformant"],
  mutates: "nothing",
  remedy: "Represent the subject's resource at /Me exactly as at its own location.",
  async run({ scim, expect, skip }) {
    const response = await scim.get("/Me");
    if (!response.ok) skip(`the server has no /Me for this credential: it answers ${response.redirects[0] ?? response.status}`);
    const judge = expect.of("7644-3.1-resource-schemas-attribute");
    judge.at(response, "/schemas").is("an array with the URN of the resource's schema", (v) => Array.isArray(v) && v.length > 0 && v.every((s) => typeof s === "string"));
    judge.at(response, "/id").isNonEmptyString();
    judge.at(response, "/meta").is("an object, as in every resource", (v) => isObject(v));
  },
});
