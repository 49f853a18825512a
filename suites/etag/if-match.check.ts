import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { change, changeable, tagged, tagOf, ways } from "./support.ts";

export default check({
  id: "etag/if-match",
  title: "A change with the current tag in If-Match, as the server sent it, is made",
  failureTitle: "A change with the current tag in If-Match is refused or not made",
  for: "each-resource-type",
  verifies: ["7644-3.14-if-match"],
  needs: [capability("etag")],
  after: ["etag/header", "replace/values"],
  detects: ["if-match-weak-never-matches"],
  mutates: "own-resources",
  remedy: "Let If-Match succeed with the tag exactly as it was sent, weak ones included (the example of RFC 7644 section 3.14 needs it).",
  async run(context) {
    const { scim, given, expect, skip, type } = context;
    if (ways(context).length === 0) skip("the server offers neither PUT nor PATCH");
    const name = changeable(context);
    const { fixture, tag } = await tagged(context);
    const judge = expect.of("7644-3.14-if-match", "etag/current-tag-refused");
    let current = tag;
    let before = at(fixture.body, `/${name}`);
    for (const way of ways(context)) {
      const value = `by ${way} ${given.unique()}`;
      const response = await change(context, way, fixture, { [name]: value }, { "If-Match": current });
      // Without the condition the change may be refused as well: that is judged elsewhere.
      const conditional = !response.ok && [409, 412, 428].includes(response.status);
      judge.observe(`${way} with the current tag is answered with ${response.status}`, { at: response });
      judge.that(!conditional, { message: `${way} with the current tag ${current} in If-Match is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
      const read = await scim.get(fixture);
      // A value may be altered on its way into the store; what counts is that the old one is gone.
      const made = at(read.json, `/${name}`) !== before;
      before = at(read.json, `/${name}`);
      if (response.ok) judge.that(made, { message: `${way} of ${name} with the current tag is answered with ${response.status}, and not made`, expected: value, actual: at(read.json, `/${name}`) ?? null, at: read, pointer: `/${name}` });
      current = tagOf(read) ?? current;
    }
    const removed = await scim.delete(fixture, { headers: { "If-Match": current } });
    judge.that(![409, 412, 428].includes(removed.status), { message: `DELETE of a ${type.name} with the current tag ${current} in If-Match is answered with ${removed.status}`, expected: "success", actual: removed.status, at: removed, pointer: "status" });
  },
});
