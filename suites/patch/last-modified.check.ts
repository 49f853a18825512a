import { check, capability } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { at } from "../../src/scim/value.ts";
import { send } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/last-modified",
  title: "meta.lastModified moves with a PATCH that changes something",
  failureTitle: "meta.lastModified stays, or goes backwards, although a PATCH changed something",
  for: "any-resource-type",
  verifies: ["7643-3.1-meta-last-modified"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-last-modified-stays", "patch-last-modified-backwards"],
  mutates: "own-resources",
  remedy: "Set meta.lastModified to the time of each change, also by PATCH.",
  async run(context) {
    const { scim, given, expect, type, skip, require } = context;
    const name = aText(context);
    const made = await given.resource(type, { [name]: `old ${given.unique()}` });
    // Timestamps may have a resolution of one second.
    await scim.pause(1100);
    const step = await send(context, made, [{ op: "replace", path: name, value: `new ${given.unique()}` }]);
    require(step.response.ok, "patch", `PATCH is answered with ${step.response.status}`);
    const [before, now] = [instant(String(at(step.before, "/meta/lastModified"))), instant(String(at(step.now, "/meta/lastModified")))];
    if (Number.isNaN(before) || Number.isNaN(now)) return skip("the server gives no usable meta.lastModified");
    const detail = { expected: `later than ${String(at(step.before, "/meta/lastModified"))}`, actual: at(step.now, "/meta/lastModified") ?? null, at: step.after, pointer: "/meta/lastModified" };
    expect.of("7643-3.1-meta-last-modified").that(now >= before, { message: "meta.lastModified went backwards with a PATCH", ...detail });
    expect.of("7643-3.1-meta-last-modified", "patch/last-modified-stays").that(now > before, { message: "meta.lastModified did not move although a PATCH changed the resource", ...detail });
  },
});
