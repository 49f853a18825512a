import { check, attribute, capability } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { makeCorpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export default check({
  id: "filter/presence-of-cleared",
  title: "pr does not find what was sent as null, [] or an empty list",
  failureTitle: "pr finds what was sent as null or []",
  for: "User",
  verifies: ["7644-3.4.2.2-op-pr"],
  needs: [capability("filter"), attribute.writable("User", "title"), attribute.writable("User", "emails")],
  after: ["filter/equality", "create/null-and-empty", "filter/multi-valued"],
  detects: ["filter-pr-matches-cleared", "filter-pr-multi-valued-never"],
  mutates: "own-resources",
  remedy: "Treat null and [] as no value, also in filters (RFC 7643 section 2.5).",
  async run(context) {
    const corpus = await makeCorpus(context, context.type, "cleared", (tag) => ({
      valued: { title: "Manager", emails: [{ value: `valued@${tag.slice(-50).replace(/^-+/, "")}.example.com`, type: "work" }] },
      cleared: { title: null, emails: [] },
    }));
    const cleared = corpus.members.get("cleared")?.body;
    const valued = corpus.members.get("valued")?.body;
    const judge = new FilterJudge(context, corpus, (name) => `the user whose attributes are ${name === "valued" ? "set" : "null and []"}`);
    for (const name of ["title", "emails"]) {
      // Values that the server gives of its own are its business.
      if (isUnassigned(cleared?.[name]) && !isUnassigned(valued?.[name])) await judge.finds("7644-3.4.2.2-op-pr", `${name} pr`, ["valued"], { within: true });
    }
    judge.done();
  },
});
