import { check, capability } from "../../src/engine/api.ts";
import { isError } from "./refusal.ts";
import { send, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { elements } from "./values.ts";

export default check({
  id: "patch/add-no-match",
  title: "add with a filter that selects nothing creates the value with the filter's type, or is refused",
  failureTitle: "add with a filter that selects nothing creates something else, or changes other values",
  for: "any-resource-type",
  verifies: ["7644-3.5.2.1-add-creates-missing", "7644-3.5.2-ops-sequential", "7644-3.5.2-error-body"],
  needs: [capability("patch")],
  after: ["patch/add-existing-element"],
  detects: ["patch-add-filter-creates-bare-element", "patch-add-filter-changes-other", "patch-add-filter-no-match-500", "patch-add-filter-creates-one-element-per-op"],
  mutates: "own-resources",
  remedy: "Create one element that carries what the filter asks for and the sub-attribute, or refuse with 400 noTarget.",
  async run(context) {
    const { given, expect, target, type } = context;
    const list = aPlural(context);
    const old = list.element(given.unique(), list.types[1]);
    const made = await given.resource(type, { [list.name]: [old] });
    const selector = `${list.name}[type eq "${list.types[0]}"]`;
    const value = String(list.element(given.unique())["value"]);
    const display = target.attribute(type, `${list.name}.display`)?.mutability === "readWrite";
    const step = await send(context, made, [{ op: "add", path: `${selector}.value`, value }, ...(display ? [{ op: "add", path: `${selector}.display`, value: "Display" }] : [])]);
    const { response, now } = step;
    const creates = expect.of("7644-3.5.2.1-add-creates-missing");
    creates.that(response.status < 500, { message: `add with the path ${selector}.value, which selects nothing, is answered with ${response.status}`, expected: "success, or 400 noTarget", actual: response.status, at: response, pointer: "status" });
    creates.observe(response.ok ? "add with a filter that selects nothing creates the value" : `add with a filter that selects nothing is refused with ${response.status}`, { at: response });
    expect.of("7644-3.5.2-error-body").that(response.ok || isError(response.object), { message: "the refusal comes without an Error message", expected: "an Error message", at: response, pointer: "" });
    const rest = elements(now, list.name);
    const pointer = `/${list.name}`;
    creates.that(rest.some((e) => e["value"] === old["value"] && e["type"] === old["type"]), { message: `add with the path ${selector}.value changed a value that does not match`, expected: old, actual: rest, at: step.after, pointer });
    untouched(context, "7644-3.5.2.1-add-creates-missing", step, response.ok ? [pointer] : [], `add with the path ${selector}.value`);
    if (!response.ok) return;
    const fresh = rest.filter((e) => e["value"] !== old["value"]);
    const typed = fresh.every((e) => e["type"] === list.types[0]);
    creates.that(typed && fresh.some((e) => e["value"] === value), { message: `add with the path ${selector}.value created a value without the filter's type, or none`, expected: { type: list.types[0], value }, actual: fresh, at: step.after, pointer });
    expect.of("7644-3.5.2-ops-sequential", "patch/add-creates-several").that(fresh.length <= 1, { message: `two operations on ${selector} created ${fresh.length} values`, expected: 1, actual: fresh.length, at: step.after, pointer });
  },
});
