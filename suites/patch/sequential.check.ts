import { check, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText, plural } from "./targets.ts";
import { values } from "./values.ts";

export default check({
  id: "patch/sequential",
  title: "Operations are applied in order, each to the result of the one before",
  failureTitle: "Operations are not applied in order",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-ops-sequential"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-same-attribute-twice-first-wins", "patch-removes-run-last", "patch-operations-see-original"],
  mutates: "own-resources",
  remedy: "Apply the operations one after the other in the order of the array, each to the resource that the one before left.",
  async run(context) {
    const { given, target, type } = context;
    const name = aText(context);
    const list = plural(target, type);
    const old = list?.element(given.unique(), list.types[0]);
    const made = await given.resource(type, list && old ? { [list.name]: [old] } : {});
    const id = "7644-3.5.2-ops-sequential";
    const run = async (what: string, operations: readonly JsonObject[], pointer: string, holds: Parameters<typeof reads>[4], expected: string | string[]): Promise<void> => {
      const step = await send(context, made, operations);
      if (!succeeded(context, id, step, what)) return;
      reads(context, id, step, pointer, holds, `${what} ends in another state`, expected);
      untouched(context, id, step, [pointer], what);
    };
    for (const round of ["first", "second"]) {
      const [a, b] = [`a ${given.unique()}`, `b ${given.unique()}`];
      await run(`replacing ${name} twice in one request (${round} time)`, [{ op: "replace", path: name, value: a }, { op: "replace", path: name, value: b }], `/${name}`, (v) => v === b, b);
    }
    if (!list || !old || values(made.body, list.name).join() !== String(old["value"])) return;
    const added = list.element(given.unique(), list.types[1]);
    const selector = `${list.name}[value eq "${String(added["value"])}"]`;
    const shown = (v: Parameters<Parameters<typeof reads>[4]>[0]): string => values({ v: v ?? null }, "v").join();
    await run("adding a value and removing it", [{ op: "add", path: list.name, value: [added] }, { op: "remove", path: selector }], `/${list.name}`, (v) => shown(v) === String(old["value"]), [String(old["value"])]);
    // Whether a required attribute may be empty in between is not said.
    if (target.attribute(type, list.name)?.required) return;
    await run("removing all values and adding one", [{ op: "remove", path: list.name }, { op: "add", path: list.name, value: [added] }], `/${list.name}`, (v) => shown(v) === String(added["value"]), [String(added["value"])]);
  },
});
