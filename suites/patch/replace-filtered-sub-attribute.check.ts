import { attribute, capability, check } from "../../src/engine/api.ts";
import { apply, holding, untouched } from "./support.ts";
import { exactly, showsExactly } from "./values.ts";

const ID = "7644-3.5.2.3-replace-filter-subattribute";

export default check({
  id: "patch/replace-filtered-sub-attribute",
  title: "PATCH replace of a sub-attribute behind a value filter changes that part of the match alone",
  failureTitle: "PATCH replace of a sub-attribute behind a value filter does not change it, or changes more",
  for: "User",
  verifies: [ID],
  needs: [capability("patch"), attribute.writable("User", "addresses"), attribute.exists("User", "addresses.streetAddress"), attribute.exists("User", "addresses.locality"), attribute.exists("User", "addresses.type")],
  after: ["patch/basic"],
  detects: ["patch-valuepath-subattribute-drops-siblings", "patch-valuepath-subattribute-ignored"],
  mutates: "own-resources",
  remedy: "Change the sub-attribute named behind the brackets in every matching value; leave its other parts and the other values.",
  async run(context) {
    const { given } = context;
    const work = { type: "work", streetAddress: "100 Old Street", locality: "Hollywood", postalCode: "91608" };
    const home = { type: "home", streetAddress: "456 Hollywood Blvd", locality: "Burbank" };
    const held = await holding(context, { addresses: [work, home] });
    const streetAddress = `1010 Broadway Ave ${given.unique()}`;
    const path = 'addresses[type eq "work"].streetAddress';
    const expected = [{ ...work, streetAddress }, home];
    const done = await apply(context, held, [{ op: "replace", path, value: streetAddress }], { id: ID, what: `PATCH replace of ${path}`, shows: (r) => showsExactly(r, "addresses", expected) });
    if (!done) return;
    exactly(context, ID, done, "addresses", expected, `PATCH replace of ${path} did not change exactly that part of the work address`);
    untouched(context, ID, done, ["/addresses"]);
  },
});
