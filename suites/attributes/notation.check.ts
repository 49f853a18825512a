import { check } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { at, member } from "../../src/scim/value.ts";

/** A place of the protocol that names attributes; shows whether a name was understood there. */
interface Place {
  readonly label: string;
  understood(name: string): Promise<{ readonly response: ScimResponse; readonly ok: boolean }>;
}

const GIVEN = "Scimspec";

/** Places that take names of sub-attributes of name; `fixture` has the givenName above. */
function places({ scim, target, type, given }: CheckContext, fixture: Fixture): readonly Place[] {
  const own = `id eq ${JSON.stringify(fixture.id)}`;
  const found: Place[] = [];
  if (target.supports("projection") !== false) {
    found.push({ label: "attributes", understood: async (name) => {
      const response = await scim.get(fixture, { query: { attributes: name } });
      return { response, ok: at(response.json, "/name/givenName") === GIVEN };
    } });
    found.push({ label: "excludedAttributes", understood: async (name) => {
      const response = await scim.get(fixture, { query: { excludedAttributes: name } });
      return { response, ok: response.ok && at(response.json, "/name/givenName") === undefined };
    } });
  }
  if (target.supports("filter") !== false) found.push({ label: "filter", understood: async (name) => {
    const response = await scim.list(type, { filter: `${own} and ${name} eq ${JSON.stringify(GIVEN)}` });
    return { response, ok: response.resources.some((r) => r["id"] === fixture.id) };
  } });
  if (target.supports("sort") !== false && target.supports("filter") !== false) found.push({ label: "sortBy", understood: async (name) => {
    const response = await scim.list(type, { filter: own, sortBy: name });
    return { response, ok: response.ok };
  } });
  if (target.supports("patch") !== false && target.mayChange(type, "name")) found.push({ label: "the path of PATCH", understood: async (name) => {
    const value = given.unique();
    const response = await scim.patch(fixture, [{ op: "replace", path: name, value }]);
    const after = at((await scim.get(fixture)).json, "/name/givenName");
    await scim.patch(fixture, [{ op: "replace", path: "name.givenName", value: GIVEN }]);
    return { response, ok: after === value };
  } });
  return found;
}

export default check({
  id: "attributes/notation",
  title: "Attributes are named alike everywhere: with or without the URN, with a dot before the sub-attribute, in any case",
  failureTitle: "A way of naming attributes is not understood in every place",
  for: "User",
  verifies: ["7644-3.10-common-notation", "7644-3.10-core-prefix-optional", "7644-3.10-subattribute-dot", "7644-3.10-all-facets-case-insensitive"],
  after: ["projection/attributes", "replace/values"],
  detects: ["attributes-qualified-not-understood", "notation-split-at-version-dot", "notation-urn-case-sensitive", "notation-names-case-sensitive"],
  mutates: "own-resources",
  remedy: "Resolve names in one place of the code: an optional URN (one token, dots included), a colon, the attribute, a dot, the sub-attribute; all without case.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    if (!target.attribute(type, "name.givenName") || !target.maySend(type, "name")) skip("the server's schema of users offers no name.givenName (/Schemas)");
    const fixture = await given.resource(type, { name: { givenName: GIVEN, familyName: "Notation" } });
    if (member(fixture.body, "name") === undefined) skip("name is not kept (judged by user/name)");
    const usable = [];
    // What does not work with the plain name is judged by the checks of that place.
    for (const place of places(context, fixture)) if ((await place.understood("name.givenName")).ok) usable.push(place);
    const forms = [
      { name: `${type.schema}:name.givenName`, ids: ["7644-3.10-common-notation", "7644-3.10-core-prefix-optional", "7644-3.10-subattribute-dot"], code: "attributes/qualified-not-understood" },
      { name: "NAME.GIVENNAME", ids: ["7644-3.10-all-facets-case-insensitive"], code: undefined },
      { name: `${type.schema.toUpperCase()}:NAME.GIVENNAME`, ids: ["7644-3.10-all-facets-case-insensitive"], code: "attributes/urn-case" },
    ];
    if (usable.length === 0) for (const { ids } of forms) for (const id of ids) expect.of(id).observe("no place that names attributes works at all");
    for (const place of usable) {
      for (const { name, ids, code } of forms) {
        const { response, ok } = await place.understood(name);
        for (const id of ids) expect.of(id, id === "7644-3.10-core-prefix-optional" || code === "attributes/urn-case" ? code : undefined).that(ok, { message: `${name} is not understood in ${place.label} (${response.status})`, expected: "the same as name.givenName", actual: response.status, at: response, pointer: "status" });
      }
    }
  },
});
