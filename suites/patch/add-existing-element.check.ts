import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { elements } from "./values.ts";

export default check({
  id: "patch/add-existing-element",
  title: "add to a sub-attribute of a selected value replaces it in place",
  failureTitle: "add to a sub-attribute of a selected value does not replace it in place",
  for: "any-resource-type",
  verifies: ["7644-3.5.2.1-add-existing-replaced"],
  needs: [capability("patch")],
  after: ["patch/add-multi-valued"],
  detects: ["patch-add-filter-appends", "patch-add-filter-changes-all", "patch-add-filter-refused"],
  mutates: "own-resources",
  remedy: "With a filter and a sub-attribute in the path, set the sub-attribute of the values that match, and leave all others alone.",
  async run(context) {
    const { given, expect, type, skip } = context;
    const list = aPlural(context);
    const [work, home] = [list.element(given.unique(), list.types[0]), list.element(given.unique(), list.types[1])];
    const made = await given.resource(type, { [list.name]: [work, home] });
    if (elements(made.body, list.name).length !== 2) return skip(`the server does not keep two values of ${list.name}`);
    const id = "7644-3.5.2.1-add-existing-replaced";
    const path = `${list.name}[type eq "${list.types[0]}"].value`;
    const value = String(list.element(given.unique())["value"]);
    const step = await send(context, made, [{ op: "add", path, value }]);
    if (!succeeded(context, id, step, `add with the path ${path}`)) return;
    const now = elements(step.now, list.name);
    const pointer = `/${list.name}`;
    reads(context, id, step, pointer, () => now.some((e) => e["value"] === value && e["type"] === list.types[0]), `add with the path ${path} did not set the value`, value);
    reads(context, id, step, pointer, () => now.some((e) => e["value"] === home["value"] && e["type"] === list.types[1]), `add with the path ${path} changed a value that does not match`, home);
    const appended = now.length > 2 || now.some((e) => e["value"] === work["value"]);
    expect.of(id, "patch/add-appends-element").that(!appended, { message: `add with the path ${path} appended a value instead of changing the one that matches`, expected: 2, actual: now.length, at: step.after, pointer });
    untouched(context, id, step, [pointer], `add with the path ${path}`);
  },
});
