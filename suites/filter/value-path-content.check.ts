import { check, attribute, capability } from "../../src/engine/api.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/value-path-content",
  title: "Brackets that hold no valid filter are refused with 400 invalidFilter",
  failureTitle: "Brackets that hold no valid filter are accepted",
  for: "User",
  verifies: ["7644-3.4.2.2-value-path-inner-valid"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/value-path"],
  detects: ["filter-valuepath-empty-accepted", "filter-valuepath-unknown-matches"],
  mutates: "own-resources",
  remedy: "Parse what stands in the brackets as a filter over the sub-attributes; answer 400 invalidFilter where it is none.",
  async run(context) {
    const { scim, expect, type } = context;
    const inner = "7644-3.4.2.2-value-path-inner-valid";
    const { judge } = await emailCorpus(context);
    const usual = await judge.finds(inner, 'emails[type eq "other"]', ["three"], { within: true });
    if (usual === "declined") context.skip("the server declines filters with brackets");
    for (const filter of ["emails[]", "emails[type eq]", 'emails[type "other"]']) {
      const response = await scim.list(type, { filter, count: "1" });
      const scimType = response.object?.["scimType"];
      if (!expect.of(inner).that(response.status === 400, { message: `the filter ${filter} is answered with ${response.status}`, expected: "400 invalidFilter", actual: response.status, at: response, pointer: "status" })) continue;
      expect.of(inner, "filter/declined-otherwise").that(scimType === "invalidFilter", { message: `the filter ${filter} is refused with ${typeof scimType === "string" ? scimType : "no scimType"} instead of invalidFilter`, expected: "invalidFilter", actual: scimType ?? "none", at: response, pointer: "/scimType" });
    }
    // An unknown sub-attribute has no value, or is refused (P63).
    await judge.finds(inner, 'emails[scimspecNoSuch eq "other"]', [], { within: true });
  },
});
