import { attribute, capability, check } from "../../src/engine/api.ts";
import { send } from "./change-support.ts";

export default check({
  id: "patch/replace-taken-user-name",
  title: "PATCH cannot take over another user's userName",
  failureTitle: "PATCH takes over another user's userName, or fails on the conflict",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7644-3.12-type-uniqueness"],
  needs: [capability("patch"), attribute.writable("User", "userName")],
  after: ["patch/basic"],
  detects: ["patch-username-uniqueness-unchecked", "patch-username-conflict-500", "patch-username-conflict-without-keyword"],
  mutates: "own-resources",
  remedy: "Check uniqueness on PATCH as on POST; refuse with 409 (or 400) and scimType uniqueness.",
  async run(context) {
    const { expect, given, scim } = context;
    const [first, second] = [await given.user(), await given.user()];
    const taken = first.sent["userName"] ?? "";
    const response = await send(context, second, [{ op: "replace", path: "userName", value: taken }]);
    const read = await scim.get(second);
    expect.of("7643-4.1.1-user-name-unique").that(!response.ok && read.object?.["userName"] !== taken, { message: `PATCH to a taken userName is answered with ${response.status}, and the userName reads ${JSON.stringify(read.object?.["userName"]) ?? "nothing"}`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
    const uniqueness = expect.of("7644-3.12-type-uniqueness");
    uniqueness.that([400, 409].includes(response.status), { message: `PATCH to a taken userName is answered with ${response.status}`, expected: "409 or 400, uniqueness", actual: response.status, at: response, pointer: "status" });
    if (response.status >= 400 && response.status < 500) expect.of("7644-3.12-type-uniqueness", "patch/conflict-keyword").at(response, "/scimType").equals("uniqueness");
  },
});
