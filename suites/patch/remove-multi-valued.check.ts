import { capability, check } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { insists } from "./insists.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural, labels } from "./targets.ts";
import { items } from "./values.ts";

const ID = "7644-3.5.2.2-remove-multi-all";

export default check({
  id: "patch/remove-multi-valued",
  title: "PATCH remove of a multi-valued attribute takes all its values away",
  failureTitle: "PATCH remove of a multi-valued attribute leaves values",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-multi-keeps-one", "patch-remove-labels-keeps-one"],
  mutates: "own-resources",
  remedy: "Remove every value of a multi-valued attribute when the path has no filter.",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = aPlural(context);
    const plain = labels(context.target, context.type);
    const values: Record<string, Json> = { [name]: [element(given.unique(), types[0]), element(given.unique(), types[1])] };
    if (plain !== null) values[plain] = ["red", "green"];
    const held = await holding(context, values);
    for (const path of Object.keys(values)) {
      const done = await apply(context, held, [{ op: "remove", path }], { id: ID, code: insists(context, path, (other) => ({ op: "remove", path: other })), what: `PATCH remove of ${path}`, shows: (r) => items(r, path).length === 0 });
      if (!done) continue;
      const left = items(done.now, path);
      expect.of(ID).that(left.length === 0, { message: `${path} was removed by PATCH and still shows ${left.length} values`, expected: "no value", actual: [...left], at: done.after, pointer: `/${path}` });
      untouched(context, ID, done, Object.keys(values).map((n) => `/${n}`));
    }
  },
});
