import { attribute, capability, check } from "../../src/engine/api.ts";
import { apply, holding } from "./support.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.3-replace-filter-subattribute";

export default check({
  id: "patch/replace-several-matches",
  title: "PATCH replace changes all values that the filter matches",
  failureTitle: "PATCH replace changes only some of the values that the filter matches",
  for: "User",
  verifies: [ID],
  needs: [capability("patch"), attribute.writable("User", "addresses"), attribute.exists("User", "addresses.streetAddress"), attribute.exists("User", "addresses.locality"), attribute.exists("User", "addresses.type")],
  after: ["patch/basic", "patch/replace-filtered-sub-attribute"],
  detects: ["patch-filter-updates-first-match-only"],
  mutates: "own-resources",
  remedy: "Apply the change to every value that matches the filter in brackets, not only to the first.",
  async run(context) {
    const { given } = context;
    const first = { type: "work", streetAddress: "1 Old Street", locality: "Hollywood" };
    const second = { type: "work", streetAddress: "2 Old Street", locality: "Burbank" };
    const home = { type: "home", streetAddress: "3 Old Street", locality: "Glendale" };
    // Skips where the server does not take two values of one type.
    const held = await holding(context, { addresses: [first, second, home] });
    const streetAddress = `1010 Broadway Ave ${given.unique()}`;
    const path = 'addresses[type eq "work"].streetAddress';
    const expected = [{ ...first, streetAddress }, { ...second, streetAddress }, home];
    const done = await apply(context, held, [{ op: "replace", path, value: streetAddress }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => showsExactly(r, "addresses", expected) });
    if (done) exactly(context, ID, done, "addresses", expected, `${path} matches two addresses, and PATCH replace did not change exactly these two`);
  },
});
