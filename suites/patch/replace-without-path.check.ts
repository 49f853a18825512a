import { capability, check } from "../../src/engine/api.ts";
import { apply, holding, send, succeeded, untouched } from "./support.ts";
import { aPlural, optionalText } from "./targets.ts";
import { exactly, showsExactly } from "./values.ts";

const IDS = ["7644-3.5.2.3-replace-no-path", "7644-3.5.2.3-example-replace-no-path"] as const;
const OPTIONAL = "7644-3.5.2-path-optional-add-replace";

export default check({
  id: "patch/replace-without-path",
  title: "PATCH replace without a path replaces the attributes of its value and leaves all others",
  failureTitle: "PATCH replace without a path does not replace the attributes of its value, or changes others",
  for: "any-resource-type",
  verifies: [...IDS, OPTIONAL],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-multi-valued"],
  detects: ["patch-replace-no-path-clears-others", "patch-replace-no-path-appends", "patch-replace-no-path-refused", "patch-pathless-refused", "patch-unrelated-attribute-corrupts-email"],
  mutates: "own-resources",
  remedy: "Apply each member of the value as a replace of its own, and touch nothing else.",
  async run(context) {
    const { expect, given } = context;
    const text = optionalText(context);
    const { name, types, element } = aPlural(context);
    const [first, second, third] = [element(given.unique(), types[0]), element(given.unique(), types[1]), element(given.unique(), types[2])];
    const held = await holding(context, { [text]: `old ${given.unique()}`, [name]: [first, second] });
    const value = `new ${given.unique()}`;
    // First the text alone, so that the values that nobody addressed are seen to stay.
    const alone = await send(context, held, [{ op: "replace", value: { [text]: value } }], { until: (r) => r[text] === value });
    const what = `PATCH replace of ${text} without a path`;
    succeeded(context, OPTIONAL, alone, what, "patch/path-demanded");
    if (!succeeded(context, IDS[0], alone, what)) return;
    expect.of(IDS[0]).at(alone.after, `/${text}`).equals(value);
    for (const id of IDS) untouched(context, id, alone, [`/${text}`]);
    const list = [second, third];
    const both = await apply(context, held, [{ op: "replace", value: { [name]: list, [text]: `${value} 2` } }], { id: IDS[1], what: `PATCH replace of ${name} and ${text} without a path`, shows: (r) => r[text] === `${value} 2` && showsExactly(r, name, list) });
    if (!both) return;
    for (const id of IDS) exactly(context, id, both, name, list, `after PATCH replace without a path ${name} does not show exactly the values given`);
    expect.of(IDS[1]).at(both.after, `/${text}`).equals(`${value} 2`);
  },
});
