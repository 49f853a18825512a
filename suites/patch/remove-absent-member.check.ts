import { check } from "../../src/engine/api.ts";
import { groupOf, MEMBER_NEEDS, send, unchanged } from "./change-support.ts";

const ID = "7644-3.5.2.2-remove-absent-member";

export default check({
  id: "patch/remove-absent-member",
  title: "PATCH remove of someone who is no member changes nothing and succeeds",
  failureTitle: "PATCH remove of someone who is no member changes the group, or fails",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/remove-member"],
  detects: ["patch-remove-absent-member-404", "patch-remove-absent-member-removes-another"],
  mutates: "own-resources",
  remedy: "Answer the removal of someone who is no member with success and change nothing (400 noTarget is tolerated, P08).",
  async run(context) {
    const { expect } = context;
    const held = await groupOf(context, 2, 1);
    const response = await send(context, held.fixture, [{ op: "remove", path: `members[value eq "${held.ids[1] ?? ""}"]` }]);
    const code = response.status === 400 ? "patch/absent-member-refused" : undefined;
    expect.of(ID, code).that(response.ok, { message: `PATCH remove of a user who is no member is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    await unchanged(context, ID, held);
  },
});
