import { check, attribute, capability } from "../../src/engine/api.ts";
import { judgeFound, lookUp, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/value-path-suffix",
  title: "A filter in square brackets is read, and nothing behind the brackets is dropped",
  failureTitle: "A filter in square brackets is misread, or what follows the brackets is dropped",
  for: "User",
  verifies: ["7644-3.4.2.2-abnf-valuepath"],
  needs: [capability("filter"), attribute.writable("User", "emails")],
  after: ["filter/declared"],
  detects: ["filter-value-path-suffix-ignored", "filter-value-path-500"],
  mutates: "own-resources",
  remedy: "Read the attribute, the brackets and the filter inside; understand a sub-attribute behind the brackets, or answer 400 with scimType invalidFilter.",
  async run({ scim, given, expect, target, type, skip, require }) {
    await requireApplied({ given, target, require });
    const word = given.unique();
    const user = await given.resource(type, { emails: [{ value: `${word}@example.com`, type: "work" }] });
    const emails = user.body["emails"];
    const stored = Array.isArray(emails) && JSON.stringify(emails).includes(`${word}@example.com`) && JSON.stringify(emails).includes('"work"');
    if (!stored) skip("the server does not keep an e-mail address with its type");
    const value = JSON.stringify(`${word}@example.com`);
    const basic = `emails[type eq "work" and value eq ${value}]`;
    const response = await lookUp(scim, type, basic);
    if (response.status === 400) {
      expect.of("7644-3.4.2.2-abnf-valuepath").observe("filters in square brackets are declined with 400", { at: response });
      return;
    }
    judgeFound({ expect }, response, { requirement: "7644-3.4.2.2-abnf-valuepath", filter: basic, ids: [user.id] });
    // Nothing follows the bracket in the grammar of filters: refusing it is right, and so is understanding it (P62).
    for (const [filter, ids] of [[`emails[type eq "work"].value eq ${value}`, [user.id]], [`emails[type eq "work"].value eq "scimspec-no-such-value"`, []]] as const) {
      const suffix = await scim.list(type, { filter, count: "5" });
      if (suffix.status === 400) expect.of("7644-3.4.2.2-abnf-valuepath").observe("a sub-attribute behind the square bracket is refused", { at: suffix });
      else judgeFound({ expect }, suffix, { requirement: "7644-3.4.2.2-abnf-valuepath", filter, ids });
    }
  },
});
