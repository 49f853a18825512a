import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { at } from "../../src/scim/value.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aPlural } from "./targets.ts";
import { values } from "./values.ts";

export default check({
  id: "patch/add-multi-valued",
  title: "add to a multi-valued attribute keeps the values that are there and adds the new ones",
  failureTitle: "add to a multi-valued attribute loses values, or does not add the new ones",
  for: "each-resource-type",
  verifies: ["7644-3.5.2.1-add-multivalued-appends", "7644-3.5.2.1-add-value-forms"],
  needs: [capability("patch")],
  after: ["patch/add-simple"],
  detects: ["patch-add-replaces-list", "patch-add-takes-first-only", "patch-add-object-nested", "patch-add-to-empty-list-fails"],
  mutates: "own-resources",
  remedy: "Append the values of add to those that a multi-valued attribute has.",
  async run(context) {
    const { given, expect, target, type } = context;
    const list = aPlural(context);
    const id = "7644-3.5.2.1-add-multivalued-appends";
    const pointer = `/${list.name}`;
    const bare = target.attribute(type, list.name)?.required !== true;
    const made = await given.resource(type, bare ? {} : { [list.name]: [list.element(given.unique(), list.types[0])] });
    const there = [...values(made.body, list.name)];
    const [first, second, third, single] = [...list.types, undefined].map((kind) => list.element(given.unique(), kind));
    for (const given1 of [[first], [second, third]]) {
      const fresh = given1.filter((e) => e !== undefined);
      const step = await send(context, made, [{ op: "add", path: list.name, value: fresh }]);
      const what = `add of ${fresh.length} to ${list.name} with ${there.length}`;
      expect.of("7644-3.5.2.1-add-value-forms", "patch/value-form-refused").that(step.response.ok, { message: `${what} is answered with ${step.response.status}`, expected: "success", actual: step.response.status, at: step.response, pointer: "status" });
      if (!succeeded(context, id, step, what)) return;
      const before = [...there];
      there.push(...fresh.map((e) => String(e["value"])));
      const shown = (v: Json | undefined): readonly string[] => values({ v: v ?? null }, "v");
      reads(context, id, step, pointer, (v) => before.every((value) => shown(v).includes(value)), `${what} lost values that were there`, before);
      reads(context, id, step, pointer, (v) => fresh.every((e) => shown(v).includes(String(e["value"]))), `${what} did not add the values`, fresh.map((e) => e["value"] ?? null));
      reads(context, id, step, pointer, (v) => shown(v).length <= there.length, `${what} added more than was sent`, there);
      untouched(context, id, step, [pointer], what);
    }
    // A lone object for one value: accepted or refused (P15), but never stored as something else.
    const step = await send(context, made, [{ op: "add", path: list.name, value: single ?? {} }]);
    expect.of("7644-3.5.2.1-add-value-forms").observe(`a lone object for ${list.name} is ${step.response.ok ? "taken as one value" : `refused with ${step.response.status}`}`, { at: step.response });
    const stored = at(step.now, pointer);
    const sound = step.response.status < 500 && Array.isArray(stored) && values(step.now, list.name).length === stored.length && !values(step.now, list.name).includes("undefined");
    expect.of(id).that(sound, { message: `add of a lone object to ${list.name} is answered with ${step.response.status}, and the attribute is no list of values any more`, expected: "a list of values", actual: stored ?? null, at: step.after, pointer });
    if (step.response.ok) reads(context, id, step, pointer, () => [...there, String(single?.["value"])].every((v) => values(step.now, list.name).includes(v)), `add of a lone object to ${list.name} lost values, or did not add it`, [...there, String(single?.["value"])]);
  },
});
