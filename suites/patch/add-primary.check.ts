import { check, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { send, succeeded } from "./support.ts";
import { lacks, plural } from "./targets.ts";
import { elements } from "./values.ts";

export default check({
  id: "patch/add-primary",
  title: "A primary value that add brings takes the place of the primary one",
  failureTitle: "After add of a primary value there are two, or it is not primary",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-primary-flip"],
  needs: [capability("patch")],
  after: ["patch/add-multi-valued"],
  detects: ["patch-add-primary-keeps-old", "patch-add-primary-lost"],
  mutates: "own-resources",
  remedy: "When an operation sets primary to true on one value, set it to false on all others of the attribute.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const list = plural(target, type);
    if (!list || target.attribute(type, `${list.name}.primary`)?.mutability !== "readWrite") return skip(lacks(type, "multi-valued attribute with primary"));
    const first = { ...list.element(given.unique(), list.types[0]), primary: true };
    const made = await given.resource(type, { [list.name]: [first] });
    if (elements(made.body, list.name)[0]?.["primary"] !== true) return skip(`the server does not keep primary of ${list.name}`);
    const second: JsonObject = { ...list.element(given.unique(), list.types[1]), primary: true };
    const step = await send(context, made, [{ op: "add", path: list.name, value: [second] }]);
    const id = "7644-3.5.2-primary-flip";
    if (!succeeded(context, id, step, `add of a primary value to ${list.name}`)) return;
    const now = elements(step.now, list.name);
    const primary = now.filter((e) => e["primary"] === true).map((e) => String(e["value"]));
    const value = String(second["value"]);
    const detail = { expected: [value], actual: primary, at: step.after, pointer: `/${list.name}` };
    expect.of(id).that(primary.length <= 1, { message: `after add of a primary value, ${list.name} has ${primary.length} of them`, ...detail });
    expect.of(id).that(primary.includes(value), { message: `the primary value that was added to ${list.name} is not primary`, ...detail });
    expect.of(id).that(now.length === 2, { message: `after add, ${list.name} has ${now.length} values`, ...detail });
  },
});
