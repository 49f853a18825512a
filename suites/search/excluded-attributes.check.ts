import { check, attribute, capability } from "../../src/engine/api.ts";
import { corpus, searchOf } from "./support.ts";

export default check({
  id: "search/excluded-attributes",
  title: "excludedAttributes in a search request takes away what may be left out, in every notation",
  failureTitle: "excludedAttributes in a search request is not honoured, or takes away what is always returned",
  for: "User",
  verifies: ["7644-3.4.3-search-excludedattributes", "7644-3.4.3-search-excludedattributes-always", "7644-3.4.3-search-excludedattributes-notation"],
  needs: [capability("search"), capability("filter"), capability("projection"), attribute.exists("User", "externalId")],
  after: ["search/equal-to-get", "projection/notation"],
  detects: ["search-excluded-ignored", "search-excluded-drops-id", "search-excluded-qualified-ignored"],
  mutates: "own-resources",
  remedy: "Leave out the attributes named, except those whose returned is always.",
  async run(context) {
    const { expect, target, type, skip } = context;
    const { filter, fixtures } = await corpus(context, type);
    const [some] = fixtures;
    if (some?.body["externalId"] === undefined) skip("the server does not keep externalId");
    const found = await searchOf(context, type, { filter, excludedAttributes: ["externalId", "id"] });
    const always = expect.of("7644-3.4.3-search-excludedattributes-always", found.status === 400 ? "search/always-refused" : undefined);
    always.that(found.ok && found.resources.length > 0 && found.resources.every((r) => r["id"] !== undefined), { message: `excludedAttributes with id is answered with ${found.status}${found.ok ? ", and takes id away" : ""}`, expected: "id is returned all the same", actual: found.status, at: found, pointer: "/Resources/0/id" });
    if (!found.ok) return;
    expect.of("7644-3.4.3-search-excludedattributes", "search/excluded-ignored").that(found.resources.every((r) => r["externalId"] === undefined), { message: 'excludedAttributes ["externalId", "id"] leaves externalId in the answer', expected: "no externalId", actual: found.resources[0]?.["externalId"] ?? null, at: found, pointer: "/Resources/0/externalId" });
    const userName = target.attribute(type, "userName")?.returned === "always" ? null : "userName";
    for (const name of ["EXTERNALID", ...(userName === null ? [] : [`${type.schema}:${userName}`])]) {
      const member = name === "EXTERNALID" ? "externalId" : "userName";
      const other = await searchOf(context, type, { filter, excludedAttributes: [name] });
      expect.of("7644-3.4.3-search-excludedattributes-notation").that(other.ok && other.resources.length > 0 && other.resources.every((r) => r[member] === undefined), { message: `excludedAttributes ${JSON.stringify([name])} leaves ${member} in the answer (${other.status})`, expected: `no ${member}`, actual: other.resources[0]?.[member] ?? null, at: other, pointer: `/Resources/0/${member}` });
    }
  },
});
