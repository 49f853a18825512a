import { check, capability } from "../../src/engine/api.ts";
import { textPlace, valueAt } from "./syntax-support.ts";

export default check({
  id: "filter/common-notation",
  title: "One notation for attributes holds in projection, sorting and PATCH as in filters",
  failureTitle: "An attribute name with its schema's URN is not understood in projection, sorting or PATCH",
  verifies: ["7644-3.10-common-notation"],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/names-with-urn"],
  detects: ["projection-urn-name-ignored", "sort-urn-name-refused", "patch-urn-path-refused"],
  mutates: "own-resources",
  remedy: "Read attribute names in filter, attributes, excludedAttributes, sortBy and PATCH paths with the same code.",
  async run({ scim, given, expect, target, skip, require }) {
    const requirement = "7644-3.10-common-notation";
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    const { type, path } = place;
    const attribute = target.attribute(type, path);
    if (!attribute || attribute.schema === "") skip(`${path} belongs to no schema`);
    const name = `${type.schema}:${path}`;
    if (target.supports("projection") !== false) {
      const [short, long] = [await scim.get(fixture, { query: { attributes: path } }), await scim.get(fixture, { query: { attributes: name } })];
      expect.of(requirement).that(!short.ok || (long.ok && valueAt(long.object ?? {}, path) === valueAt(short.object ?? {}, path)), { message: `attributes=${name} does not show ${path}`, expected: value, actual: long.ok ? (valueAt(long.object ?? {}, path) ?? null) : long.status, at: long });
    }
    if (target.supports("sort") !== false) {
      const query = { filter: `id eq ${JSON.stringify(fixture.id)}` };
      const [short, long] = [await scim.list(type, { ...query, sortBy: path }), await scim.list(type, { ...query, sortBy: name })];
      expect.of(requirement).that(!short.ok || long.ok, { message: `sortBy=${path} works, and sortBy=${name} is answered with ${long.status}`, expected: short.status, actual: long.status, at: long, pointer: "status" });
    }
    if (target.supports("patch") === false || !target.mayChange(type, path)) return;
    const made = await given.resource(type, place.write(`before ${given.unique()}`));
    const after = `after ${given.unique()}`;
    const short = await scim.patch(made, [{ op: "replace", path, value: `between ${given.unique()}` }]);
    const long = await scim.patch(made, [{ op: "replace", path: name, value: after }]);
    const read = await scim.settled(() => scim.get(made), (r) => valueAt(r.object ?? {}, path) === after);
    if (short.ok) expect.of(requirement).that(long.ok && valueAt(read.object ?? {}, path) === after, { message: `PATCH with the path ${name} is answered with ${long.status}, and ${path} is ${JSON.stringify(valueAt(read.object ?? {}, path) ?? null)}`, expected: after, actual: valueAt(read.object ?? {}, path) ?? null, at: read });
  },
});
