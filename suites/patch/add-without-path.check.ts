import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText, complex, plural } from "./targets.ts";
import { values } from "./values.ts";

export default check({
  id: "patch/add-without-path",
  title: "add without path adds the attributes of its value to the resource",
  failureTitle: "add without path is refused, has no effect, or replaces lists",
  for: "any-resource-type",
  verifies: ["7644-3.5.2.1-add-no-path", "7644-3.5.2-path-optional-add-replace"],
  needs: [capability("patch")],
  after: ["patch/add-simple", "schema/characteristics"],
  detects: ["patch-pathless-refused", "patch-pathless-first-member-only", "patch-pathless-add-replaces-list"],
  mutates: "own-resources",
  remedy: "Treat the value of an add without path as a set of attributes, and add each of them as if its name were the path.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const [list, whole] = [plural(target, type), complex(target, type)];
    const [old, fresh] = [list?.element(given.unique(), list.types[0]), list?.element(given.unique(), list.types[1])];
    const made = await given.resource(type, { ...(list && old ? { [list.name]: [old] } : {}), ...(whole ? { [whole.name]: whole.others } : {}) });
    const id = "7644-3.5.2.1-add-no-path";
    const value = `added ${given.unique()}`;
    const step = await send(context, made, [{ op: "add", value: { [name]: value, ...(list && fresh ? { [list.name]: [fresh] } : {}), ...(whole ? { [whole.name]: { [whole.sub]: value } } : {}) } }]);
    expect.of("7644-3.5.2-path-optional-add-replace", "patch/path-demanded").that(step.response.ok, { message: `add without path is answered with ${step.response.status}`, expected: "success", actual: step.response.status, at: step.response, pointer: "status" });
    if (succeeded(context, id, step, "add without path")) {
      reads(context, id, step, `/${name}`, (v) => v === value, `add without path did not set ${name}`, value);
      if (whole) reads(context, id, step, `/${whole.name}/${whole.sub}`, (v) => v === value, `add without path did not set ${whole.name}.${whole.sub}`, value);
      if (list) {
        const expected = [old, fresh].map((e) => String(e?.["value"]));
        reads(context, id, step, `/${list.name}`, (v: Json | undefined) => expected.every((e) => values({ v: v ?? null }, "v").includes(e)), `add without path did not add to ${list.name}, or lost what was there`, expected);
      }
      untouched(context, id, step, [`/${name}`, ...(list ? [`/${list.name}`] : []), ...(whole ? [`/${whole.name}`, ...whole.derived] : [])], "add without path");
    }
  },
});
