import { check, attribute, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { emailCorpus } from "./emails.ts";

export default check({
  id: "filter/complex-alone",
  title: "A complex attribute that is compared without naming a sub-attribute is refused, or stands for its value",
  failureTitle: "A complex attribute that is compared without naming a sub-attribute is accepted and finds the wrong resources",
  for: "User",
  verifies: ["7644-3.4.2.2-complex-needs-subattribute"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/equality", "filter/multi-valued"],
  detects: ["filter-multivalued-without-subattribute", "filter-complex-alone-matches-nothing"],
  mutates: "own-resources",
  remedy: "Refuse a comparison of a complex attribute with 400 invalidFilter; for a multi-valued one with `value`, either that or compare `value`.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const { address, judge } = await emailCorpus(context);
    await judge.finds("7644-3.4.2.2-complex-needs-subattribute", `emails co ${quoted(address("eight", "a"))}`, ["three"], { code: "filter/value-not-implied" });
    if (target.attribute(type, "name")?.type === "complex") {
      const filter = `name eq ${quoted(address("eight", "a"))}`;
      const response = await scim.list(type, { filter, count: "1" });
      const none = response.ok && response.resources.length === 0;
      expect.of("7644-3.4.2.2-complex-needs-subattribute", none ? "filter/complex-compared" : undefined).that(response.status === 400, { message: `the filter ${filter} compares a complex attribute and is answered with ${response.status}${response.ok ? ` and ${response.resources.length} resources` : ""}`, expected: "400 invalidFilter", actual: response.status, at: response, pointer: "status" });
    }
  },
});
