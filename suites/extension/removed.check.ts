import { capability, check } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { chooseExtension, noExtension, valueIn, withExtension, withoutExtension } from "./choose.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "extension/removed",
  title: "PUT replaces and removes the values of an extension",
  failureTitle: "PUT does not replace, or not remove, the values of an extension",
  for: "each-resource-type",
  verifies: ["7644-3.5.1-put-replaces-values", "7644-3.5.1-put-omitted-cleared-or-defaulted", "7643-2.5-assign-null-unassigns", "7643-6-optional-extension-may-be-omitted"],
  needs: [capability("put")],
  after: ["replace/values", "extension/accepted", "extension/container"],
  detects: ["extension-put-ignored", "extension-survives-put", "extension-null-ignored", "extension-cannot-be-left-out"],
  mutates: "own-resources",
  remedy: "Treat extension attributes in a PUT like all others: what the body gives is stored, what it leaves out or sets to null is cleared.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = chooseExtension(target, type);
    if (!found || type.extensions.some((e) => e.schema === found.urn && e.required)) return skip(noExtension(type));
    const { urn, name } = found;
    const made = await given.resource(type, withExtension(given.body(type), urn, { [name]: given.unique() }));
    const next = given.unique();
    const replaced = await scim.replace(made, withExtension(made.sent, urn, { [name]: next }));
    const reason = notOffered(replaced, "PUT");
    if (reason !== null) skip(reason);
    const read = await scim.settled(() => scim.get(made), (r) => valueIn(r.object, found) === next);
    const at = (response = read) => ({ actual: valueIn(response.object, found) ?? null, at: response, pointer: `/${urn}/${name}` });
    expect.of("7644-3.5.1-put-replaces-values").that(replaced.ok && valueIn(read.object, found) === next, { message: `PUT with another ${name} (${replaced.status}) leaves ${JSON.stringify(valueIn(read.object, found)) ?? "no value"}`, expected: next, ...at() });
    const cleared = await scim.replace(made, withExtension(withoutExtension(made.sent, urn), urn, { [name]: null }));
    const afterNull = await scim.settled(() => scim.get(made), (r) => isUnassigned(valueIn(r.object, found)));
    expect.of("7643-2.5-assign-null-unassigns").that(cleared.ok && isUnassigned(valueIn(afterNull.object, found)), { message: `PUT with ${name} null (${cleared.status}) leaves ${JSON.stringify(valueIn(afterNull.object, found)) ?? "no value"}`, expected: "no value", ...at(afterNull) });
    await scim.replace(made, made.sent);
    const bare = await scim.replace(made, withoutExtension(made.sent, urn));
    expect.of("7643-6-optional-extension-may-be-omitted", "extension/optional-demanded").that(bare.ok, { message: `PUT without the optional extension is answered with ${bare.status}`, expected: "success", actual: bare.status, at: bare, pointer: "status" });
    if (!bare.ok) return;
    const after = await scim.settled(() => scim.get(made), (r) => isUnassigned(valueIn(r.object, found)));
    expect.of("7644-3.5.1-put-omitted-cleared-or-defaulted", "replace/omitted-kept").that(isUnassigned(valueIn(after.object, found)), { message: `the extension was left out of the PUT, and ${name} keeps its value`, expected: "no value", ...at(after) });
  },
});
