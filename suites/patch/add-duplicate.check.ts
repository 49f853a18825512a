import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { current, send, succeeded, untouched } from "./support.ts";
import { aText, plural } from "./targets.ts";
import { values } from "./values.ts";

export default check({
  id: "patch/add-duplicate",
  title: "add of a value that is there succeeds and changes nothing, not even lastModified",
  failureTitle: "add of a value that is there fails, doubles it, or moves lastModified",
  for: "any-resource-type",
  verifies: ["7644-3.5.2.1-add-duplicate-no-change", "7644-3.5.2.1-add-duplicate-success", "7644-3.5.2.1-add-duplicate-timestamp"],
  needs: [capability("patch")],
  after: ["patch/add-simple", "patch/add-multi-valued"],
  detects: ["patch-add-duplicate-refused", "patch-add-duplicate-appended", "patch-add-duplicate-moves-timestamp"],
  mutates: "own-resources",
  remedy: "Compare the value of add with what is there; if nothing changes, store nothing, keep meta.lastModified and answer with success.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const name = aText(context);
    const list = plural(target, type);
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const state = await current(context, made);
    // Timestamps may have a resolution of one second.
    await scim.pause(1100);
    const members = [name, ...(list ? [list.name] : [])];
    context.require(members.some((m) => state[m] !== undefined), "read", `GET of the ${type.name} that was created shows neither ${members.join(" nor ")}`);
    for (const member of members) {
      // Exactly what the server shows, so that nothing can differ.
      const value = state[member];
      if (value === undefined) continue;
      const step = await send(context, made, [{ op: "add", path: member, value }]);
      const what = `add of the ${member} that is there`;
      if (!succeeded(context, "7644-3.5.2.1-add-duplicate-success", step, what)) continue;
      const doubled = Array.isArray(value) && values(step.now, member).length > value.length;
      expect.of("7644-3.5.2.1-add-duplicate-no-change").that(!doubled, { message: `${what} doubled it`, expected: value, actual: step.now[member] ?? null, at: step.after, pointer: `/${member}` });
      if (doubled || !untouched(context, "7644-3.5.2.1-add-duplicate-no-change", step, [], what)) return;
      const [before, now] = [at(state, "/meta/lastModified"), at(step.now, "/meta/lastModified")];
      if (before !== undefined) expect.of("7644-3.5.2.1-add-duplicate-timestamp").that(before === now, { message: `${what} moved meta.lastModified`, expected: before, actual: now ?? null, at: step.after, pointer: "/meta/lastModified" });
      const [tag, later] = [at(state, "/meta/version"), at(step.now, "/meta/version")];
      if (tag !== undefined) expect.of("7644-3.5.2.1-add-duplicate-no-change", "patch/duplicate-moves-version").that(tag === later, { message: `${what} moved meta.version`, expected: tag, actual: later ?? null, at: step.after, pointer: "/meta/version" });
    }
  },
});
