import { check, capability } from "../../src/engine/api.ts";
import { at, covers } from "../../src/scim/value.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aComplex } from "./targets.ts";

export default check({
  id: "patch/add-complex",
  title: "add to a complex attribute sets the sub-attributes given and keeps the others",
  failureTitle: "add to a complex attribute does not set the sub-attributes given, or loses the others",
  for: "each-resource-type",
  verifies: ["7644-3.5.2.1-add-complex-subattributes", "7644-3.5.2.1-add-value-forms"],
  needs: [capability("patch")],
  after: ["patch/add-simple", "schema/characteristics"],
  detects: ["patch-add-complex-drops-siblings", "patch-add-complex-ignored", "patch-add-complex-takes-scalar", "patch-add-complex-refused"],
  mutates: "own-resources",
  remedy: "Merge the sub-attributes of the value into the complex attribute; refuse a value that is no object with 400 invalidValue.",
  async run(context) {
    const { given, expect, type } = context;
    const whole = aComplex(context);
    const pointer = `/${whole.name}/${whole.sub}`;
    const id = "7644-3.5.2.1-add-complex-subattributes";
    const made = await given.resource(type, { [whole.name]: whole.others });
    const value = `added ${given.unique()}`;
    const step = await send(context, made, [{ op: "add", path: whole.name, value: { [whole.sub]: value } }]);
    expect.of("7644-3.5.2.1-add-value-forms", "patch/value-form-refused").that(step.response.ok, { message: `add to ${whole.name} with an object is answered with ${step.response.status}`, expected: "success", actual: step.response.status, at: step.response, pointer: "status" });
    if (succeeded(context, id, step, `add to ${whole.name} with an object`)) {
      reads(context, id, step, pointer, (v) => v === value, `add to ${whole.name} did not set ${whole.sub}`, value);
      const kept = covers(at(step.now, `/${whole.name}`), at(step.before, `/${whole.name}`) ?? null) || Object.keys(whole.others).every((key) => covers(at(step.now, `/${whole.name}/${key}`), whole.others[key]));
      expect.of(id, "patch/add-drops-siblings").that(kept, { message: `add of ${whole.sub} to ${whole.name} lost ${Object.keys(whole.others).join(" or ")}`, expected: whole.others, actual: at(step.now, `/${whole.name}`) ?? null, at: step.after, pointer: `/${whole.name}` });
      untouched(context, id, step, [`/${whole.name}`, ...whole.derived], `add to ${whole.name}`);
    }
    const scalar = await send(context, made, [{ op: "add", path: whole.name, value: "not an object" }]);
    const stored = at(scalar.now, `/${whole.name}`);
    expect.of(id).that(scalar.response.status < 500 && (stored === undefined || typeof stored === "object"), { message: `add of a text to ${whole.name} is answered with ${scalar.response.status}${typeof stored === "object" ? "" : ", and stored"}`, expected: 400, actual: stored ?? scalar.response.status, at: scalar.response, pointer: "status" });
    if (scalar.response.status < 500) expect.of(id, "patch/scalar-for-complex").that(!scalar.response.ok, { message: `add of a text to ${whole.name} is answered with ${scalar.response.status}`, expected: 400, actual: scalar.response.status, at: scalar.response, pointer: "status" });
  },
});
