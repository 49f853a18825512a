import { check, attribute, capability } from "../../src/engine/api.ts";
import { findsOwn } from "./own.ts";

export default check({
  id: "filter/value-path-urn",
  title: "A value path may begin with the URN of its schema",
  failureTitle: "A value path with the URN of its schema is misread",
  for: "User",
  verifies: ["7644-3.4.2.2-abnf-valuepath"],
  needs: [capability("filter"), attribute.sendable("User", "emails")],
  after: ["filter/value-path", "filter/qualified-names"],
  detects: ["filter-value-path-urn-finds-nothing"],
  mutates: "own-resources",
  remedy: "Resolve the attribute in front of the brackets as any other attribute path.",
  async run(context) {
    const { given, type, skip } = context;
    const value = `${given.unique()}@example.com`;
    const made = await given.resource(type, { emails: [{ value, type: "work" }] });
    const judged = await findsOwn(context, ["7644-3.4.2.2-abnf-valuepath"], `${type.schema}:emails[type eq "work"]`, made.id, true);
    if (!judged) return skip("the server declines value paths with a URN in front");
    await findsOwn(context, ["7644-3.4.2.2-abnf-valuepath"], `${type.schema}:emails[type eq "home"]`, made.id, false);
  },
});
