import { check, attribute, capability } from "../../src/engine/api.ts";
import { findsOwn } from "./own.ts";

export default check({
  id: "filter/not-value-path",
  title: "not in front of a value path turns it round",
  failureTitle: "not in front of a value path is ignored",
  for: "User",
  verifies: ["7644-3.4.2.2-op-not", "7644-3.4.2.2-abnf-filter"],
  needs: [capability("filter"), attribute.sendable("User", "emails")],
  after: ["filter/value-path", "filter/negation"],
  detects: ["filter-not-before-value-path-ignored"],
  mutates: "own-resources",
  remedy: "Negate the result of what stands in parentheses, whatever it is.",
  async run(context) {
    const { given, type, skip } = context;
    const made = await given.resource(type, { emails: [{ value: `${given.unique()}@example.com`, type: "work" }] });
    const ids = ["7644-3.4.2.2-op-not", "7644-3.4.2.2-abnf-filter"];
    const judged = await findsOwn(context, ids, 'not (emails[type eq "work"])', made.id, false);
    if (!judged) return skip("the server declines not in front of value paths");
    await findsOwn(context, ids, 'not (emails[type eq "home"])', made.id, true);
  },
});
