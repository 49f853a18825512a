import { capability, check } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { apply, elementsOf, exactly, holding, nothingElse, showsExactly } from "./change-support.ts";
import { labels, plural } from "./change-targets.ts";
import { insists } from "./insists.ts";

const ID = "7644-3.5.2.3-replace-multi-all";

export default check({
  id: "patch/replace-multi-valued",
  title: "PATCH replace of a multi-valued attribute leaves exactly the new values",
  failureTitle: "PATCH replace of a multi-valued attribute mixes old and new values, or loses some",
  for: "each-resource-type",
  verifies: [ID],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-multi-appends", "patch-replace-labels-appends", "patch-replace-empty-array-ignored"],
  mutates: "own-resources",
  remedy: "Make the array of the operation the whole list of values; an empty array clears the attribute.",
  async run(context) {
    const { expect, given } = context;
    const { name, types, element } = plural(context);
    const plain = labels(context);
    const [first, second, third] = [element(types[0], given.unique()), element(types[1], given.unique()), element(types[2], given.unique())];
    const held = await holding(context, { [name]: [first, second], ...(plain === null ? {} : { [plain]: ["red", "green"] }) });
    const cases: readonly (readonly [string, readonly Json[]])[] = [[name, [third]], ...(plain === null ? [] : [[plain, ["blue"]] as const])];
    for (const [path, value] of cases) {
      const done = await apply(context, held, [{ op: "replace", path, value: [...value] }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => showsExactly(r, path, value) });
      if (!done) continue;
      exactly(context, ID, done, path, value, `after PATCH replace ${path} does not show exactly the values given`);
      nothingElse(context, ID, held.fixture, done, [`/${name}`, ...(plain === null ? [] : [`/${plain}`])]);
    }
    const cleared = await apply(context, held, [{ op: "replace", path: name, value: [] }], { id: ID, code: insists(context, name, (path) => ({ op: "replace", path, value: [] })), what: `PATCH replace of ${name} with an empty array`, shows: (r) => elementsOf(r, name).length === 0 });
    if (!cleared) return;
    const left = elementsOf(cleared.after, name);
    expect.of(ID).that(left.length === 0, { message: `${name} was replaced by an empty array and still shows values`, expected: "no value", actual: [...left], at: cleared.read, pointer: `/${name}` });
  },
});
