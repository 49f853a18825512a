import { check } from "../../src/engine/api.ts";
import { chooseExtension, noExtension, valueIn, withExtension } from "./choose.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "extension/qualified-names",
  title: "The qualified name of an extension attribute works in filters, projections and PATCH paths",
  failureTitle: "The qualified name of an extension attribute does not work everywhere",
  for: "each-resource-type",
  verifies: ["7644-3.10-common-notation"],
  after: ["create/created", "extension/accepted", "extension/container"],
  detects: ["extension-name-not-in-filter", "extension-name-not-in-projection", "extension-name-not-in-patch"],
  mutates: "own-resources",
  remedy: "Understand {extension URI}:{attribute} wherever an attribute can be named.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = chooseExtension(target, type);
    if (!found) return skip(noExtension(type));
    const { urn, name } = found;
    const path = `${urn}:${name}`;
    const value = given.unique();
    const made = await given.resource(type, withExtension(given.body(type), urn, { [name]: value }));
    if (valueIn(made.body, found) !== value) return skip(`the server does not keep ${path}: extension/container judges that`);
    const notation = expect.of("7644-3.10-common-notation");
    const excluded = await scim.get(made, { query: { excludedAttributes: path } });
    // A server that ignores excludedAttributes altogether does not offer projection.
    const projects = (await scim.get(made, { query: { excludedAttributes: "meta" } })).object?.["meta"] === undefined;
    if (projects) {
      notation.that(excluded.ok && valueIn(excluded.object, found) === undefined, { message: `excludedAttributes=${path} leaves ${name} in the answer (${excluded.status})`, expected: "no such attribute", actual: valueIn(excluded.object, found) ?? excluded.status, at: excluded });
      const only = await scim.get(made, { query: { attributes: path } });
      notation.that(only.ok && valueIn(only.object, found) === value, { message: `attributes=${path} does not return ${name} (${only.status})`, expected: value, actual: valueIn(only.object, found) ?? only.status, at: only });
    }
    if (target.supports("filter") !== false) {
      const list = await scim.settled(() => scim.list(type, { filter: `${path} eq ${JSON.stringify(value)}` }), (r) => r.resources.length > 0);
      const ids = list.resources.map((r) => r["id"] ?? null);
      // A server that filters on chosen attributes only refuses schemas as well: filter/schemas speaks of that.
      const chosenOnly = list.status === 400 && (await scim.list(type, { filter: `schemas eq ${JSON.stringify(type.schema)}` })).status === 400;
      if (list.status !== 501 && !chosenOnly) notation.that(list.ok && ids.length === 1 && ids[0] === made.id, { message: `a filter on ${path} ${list.ok ? `finds ${ids.length} resources` : `is answered with ${list.status}`}`, expected: [made.id], actual: list.ok ? ids : list.status, at: list });
    }
    if (target.supports("patch") !== false) {
      const next = given.unique();
      const patched = await scim.patch(made, [{ op: "replace", path, value: next }]);
      const read = await scim.settled(() => scim.get(made), (r) => valueIn(r.object, found) === next);
      if (notOffered(patched, "PATCH") === null) notation.that(patched.ok && valueIn(read.object, found) === next, { message: `PATCH with the path ${path} (${patched.status}) leaves ${JSON.stringify(valueIn(read.object, found)) ?? "no value"}`, expected: next, actual: valueIn(read.object, found) ?? patched.status, at: patched.ok ? read : patched });
    }
  },
});
