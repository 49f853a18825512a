import { check, capability } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { at } from "../../src/scim/value.ts";
import { change, changeable, foreign, tagged, tagOf, ways } from "./support.ts";

export default check({
  id: "etag/if-match-list",
  title: "If-Match takes *, and a list of tags of which one is current",
  failureTitle: "If-Match with *, or with a list of tags, is compared as if it were one tag",
  for: "User",
  verifies: ["7644-3.14-if-match", "7644-3.14-etag-versioning"],
  needs: [capability("etag")],
  after: ["etag/if-match"],
  detects: ["if-match-list-or-star-unsupported", "if-match-list-always-matches"],
  mutates: "own-resources",
  remedy: "Read If-Match as RFC 9110 section 13.1.1 defines it: * matches any existing resource, a list matches if one of its tags does.",
  async run(context) {
    const { scim, given, expect, skip, type, target } = context;
    const [way] = ways(context);
    if (way === undefined) skip("the server offers neither PUT nor PATCH");
    const name = changeable(context);
    const { fixture, tag } = await tagged(context);
    const send = (value: string, condition: string) => change(context, way ?? "PUT", fixture, { [name]: value }, { "If-Match": condition });
    let current = tag;
    for (const condition of [() => "*", () => `${foreign(current)}, ${current}`]) {
      const text = condition();
      const response = await send(`list ${given.unique()}`, text);
      for (const id of ["7644-3.14-if-match", "7644-3.14-etag-versioning"]) expect.of(id, "etag/list-refused").that(![409, 412, 428].includes(response.status) && (response.status < 500 || response.status === 501), { message: `${way} with If-Match: ${text} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
      current = tagOf(await scim.get(fixture)) ?? current;
    }
    const lost = `lost ${given.unique()}`;
    const none = await send(lost, `${foreign(tag)}, ${foreign(tag).replace("other", "another")}`);
    const read = await scim.get(fixture);
    expect.of("7644-3.14-if-match", "etag/stale-applied").that(at(read.json, `/${name}`) !== lost, { message: `${way} with a list of old tags in If-Match is answered with ${none.status}, and made`, expected: 412, actual: none.status, at: none, pointer: "status" });
    const unknown = await scim.replace(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(alteredId(fixture.id))}`, { ...fixture.sent, userName: `${given.unique()}@example.com` }, { headers: { "If-Match": "*" } });
    expect.of("7644-3.14-if-match", "etag/stale-applied").that(!unknown.ok, { message: `PUT to an unknown id with If-Match: * is answered with ${unknown.status}`, expected: "404 or 412", actual: unknown.status, at: unknown, pointer: "status" });
  },
});
