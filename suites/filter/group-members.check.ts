import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { makeCorpus, quoted } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export default check({
  id: "filter/group-members",
  title: "members.value eq finds the groups that hold a member",
  failureTitle: "members.value eq finds other groups than those that hold the member",
  for: "Group",
  verifies: ["7644-3.4.2.2-multivalued-any-match", "7644-3.4.2.2-op-eq"],
  needs: [capability("filter"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["filter/equality", "create/group-members", "filter/sub-attribute-names"],
  detects: ["filter-members-value-broken"],
  mutates: "own-resources",
  remedy: "Compare the value of each member.",
  async run(context) {
    const { given, type, target, require } = context;
    const users = target.type("User");
    require(users !== undefined, "resource-types", "the server declares no resource type User");
    if (!users) return;
    const [first, second] = await given.once("filter member users", async (own) => [await own.resource(users), await own.resource(users)] as const);
    const corpus = await makeCorpus(context, type, "members", () => ({ both: { members: [{ value: first.id }, { value: second.id }] }, second: { members: [{ value: second.id }] }, nobody: {} }), { narrow: false });
    const judge = new FilterJudge(context, corpus, (name) => ({ both: "the group with both members", second: "the group with the second member" })[name] ?? "the group without members");
    await judge.finds("7644-3.4.2.2-multivalued-any-match", `members.value eq ${quoted(second.id)}`, ["both", "second"]);
    await judge.finds("7644-3.4.2.2-op-eq", `members.value eq ${quoted(first.id)}`, ["both"]);
    judge.done();
  },
});
