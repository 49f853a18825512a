import { check, capability } from "../../src/engine/api.ts";
import { foreign, tagged } from "./support.ts";

export default check({
  id: "etag/if-none-match",
  title: "GET with If-None-Match is answered with 304 for the current tag, and with the resource for another one",
  failureTitle: "GET with If-None-Match is not answered with 304 for the current tag, or with 304 for another one",
  for: "each-resource-type",
  verifies: ["7644-3.14-if-none-match", "7644-3.14-not-modified-304"],
  needs: [capability("etag")],
  after: ["etag/header"],
  detects: ["if-none-match-ignored", "if-none-match-always-304", "if-none-match-list-unsupported"],
  mutates: "own-resources",
  remedy: "Compare If-None-Match with the current tag (weakly; a list and * too) and answer 304 without a body on a match, else the resource.",
  async run(context) {
    const { scim, expect, target } = context;
    const { fixture, tag } = await tagged(context);
    const ask = (condition: string, query: Readonly<Record<string, string>> = {}) => scim.get(fixture, { query, headers: { "If-None-Match": condition } });
    const known = await ask(tag);
    const judge = expect.of("7644-3.14-not-modified-304");
    judge.that(known.status === 304, { message: `GET with the current tag in If-None-Match is answered with ${known.status}`, expected: 304, actual: known.status, at: known, pointer: "status" });
    judge.that(known.status !== 304 || (known.text ?? "") === "", { message: "304 has a body", expected: null, actual: known.text?.slice(0, 80) ?? null, at: known, pointer: "" });
    for (const condition of [`${foreign(tag)}, ${tag}`, "*"]) {
      const listed = await ask(condition);
      expect.of("7644-3.14-not-modified-304", "etag/list-in-if-none-match").that(listed.status === 304, { message: `GET with If-None-Match: ${condition} is answered with ${listed.status}`, expected: 304, actual: listed.status, at: listed, pointer: "status" });
    }
    const other = await ask(foreign(tag));
    expect.of("7644-3.14-if-none-match").observe(`a tag that is not current is answered with ${other.status}`, { at: other });
    expect.of("7644-3.14-if-none-match", "etag/other-tag-not-modified").that(other.status === 200 && other.object?.["id"] === fixture.id, { message: `GET with another tag in If-None-Match is answered with ${other.status}`, expected: 200, actual: other.status, at: other, pointer: "status" });
    if (target.supports("projection") === false) return;
    // The tag of a projected representation may be its own (P109): it is the one that is sent back.
    const part = await scim.get(fixture, { query: { attributes: "id" } });
    const own = part.header("etag");
    if (own === null) return;
    const same = await ask(own, { attributes: "id" });
    judge.that(same.status === 304, { message: `GET of a part with its tag in If-None-Match is answered with ${same.status}`, expected: 304, actual: same.status, at: same, pointer: "status" });
  },
});
