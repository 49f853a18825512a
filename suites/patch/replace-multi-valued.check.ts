import { capability, check } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { apply, holding, untouched } from "./support.ts";
import { aPlural, labels } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.3-replace-multi-all";

export default check({
  id: "patch/replace-multi-valued",
  title: "PATCH replace of a multi-valued attribute leaves exactly the new values",
  failureTitle: "PATCH replace of a multi-valued attribute mixes old and new values, or loses some",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-multi-appends", "patch-replace-labels-appends"],
  mutates: "own-resources",
  remedy: "Make the array of the operation the whole list of values.",
  async run(context) {
    const { given } = context;
    const { name, types, element } = aPlural(context);
    const plain = labels(context.target, context.type);
    const [first, second, third] = [element(given.unique(), types[0]), element(given.unique(), types[1]), element(given.unique(), types[2])];
    const held = await holding(context, { [name]: [first, second], ...(plain === null ? {} : { [plain]: ["red", "green"] }) });
    const cases: readonly (readonly [string, readonly Json[]])[] = [[name, [third]], ...(plain === null ? [] : [[plain, ["blue"]] as const])];
    for (const [path, value] of cases) {
      const done = await apply(context, held, [{ op: "replace", path, value: [...value] }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => showsExactly(r, path, value) });
      if (!done) continue;
      exactly(context, ID, done, path, value, `after PATCH replace ${path} does not show exactly the values given`);
      untouched(context, ID, done, [`/${name}`, ...(plain === null ? [] : [`/${plain}`])]);
    }
  },
});
