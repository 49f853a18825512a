import { attribute, capability, check } from "../../src/engine/api.ts";
import { apply, holding, untouched } from "./support.ts";

const ID = "7644-3.5.2.3-replace-single";

export default check({
  id: "patch/replace-active",
  title: "PATCH replace of active deactivates a user and activates it again",
  failureTitle: "PATCH replace of active does not deactivate a user, or not activate it again",
  for: "User",
  verifies: [ID],
  needs: [capability("patch"), attribute.writable("User", "active")],
  after: ["patch/basic", "user/active"],
  detects: ["patch-active-accepted-but-not-applied"],
  mutates: "own-resources",
  remedy: "Store the boolean that the operation gives, or refuse the operation.",
  async run(context) {
    const { expect } = context;
    const held = await holding(context, { active: true });
    for (const value of [false, true]) {
      const done = await apply(context, held, [{ op: "replace", path: "active", value }], { id: ID, what: `PATCH replace of active with ${value}`, shows: (r) => r["active"] === value });
      if (!done) continue;
      expect.of(ID).at(done.after, "/active").equals(value);
      untouched(context, ID, done, ["/active"]);
    }
  },
});
