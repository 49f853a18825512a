import { attribute, capability, check } from "../../src/engine/api.ts";
import { holding, send } from "./support.ts";

const IDS = ["7643-2.3.2-boolean-literals", "7644-3.5.2.3-replace-single"] as const;

export default check({
  id: "patch/replace-active-string",
  title: 'PATCH replace of active with the string "False" is refused or deactivates the user',
  failureTitle: 'PATCH replace of active with the string "False" succeeds and leaves the user active',
  for: "User",
  verifies: IDS,
  needs: [capability("patch"), attribute.writable("User", "active")],
  after: ["patch/basic", "patch/replace-active"],
  detects: ["patch-active-string-false-becomes-true", "patch-active-string-stored"],
  mutates: "own-resources",
  remedy: "Refuse a string where a boolean belongs with 400 invalidValue, or read it as the boolean that it spells.",
  async run(context) {
    const { expect } = context;
    const held = await holding(context, { active: true });
    const step = await send(context, held, [{ op: "replace", path: "active", value: "False" }], { until: (r) => r["active"] === false });
    const { response, after } = step;
    const active = step.now["active"];
    const [boolean, replace] = [expect.of(IDS[0]), expect.of(IDS[1])];
    replace.that(response.status < 500, { message: `PATCH replace of active with the string "False" is answered with ${response.status}`, expected: "400, or false stored", actual: response.status, at: response, pointer: "status" });
    boolean.that(typeof active === "boolean", { message: `active reads ${JSON.stringify(active) ?? "nothing"} after PATCH with a string`, expected: "true or false", actual: active ?? null, at: after, pointer: "/active" });
    replace.that(!response.ok || active !== true, { message: 'PATCH replace of active with the string "False" succeeds, and the user is still active', expected: false, actual: active ?? null, at: after, pointer: "/active" });
    boolean.observe(response.ok ? "a boolean given as a string is read as a boolean" : "a boolean given as a string is refused", { at: response });
  },
});
