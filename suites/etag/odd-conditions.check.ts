import { check } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { change, changeable, ways } from "./support.ts";

export default check({
  id: "etag/odd-conditions",
  title: "Conditions that are malformed, or that the server does not support, are ignored or refused cleanly",
  failureTitle: "Conditions that are malformed or not supported break the server",
  for: "User",
  verifies: ["7644-3.14-etag-versioning"],
  after: ["read/by-id"],
  detects: ["odd-condition-500"],
  mutates: "own-resources",
  remedy: "Ignore If-Match and If-None-Match where versions are not supported; refuse a malformed value with 400 or 412, or ignore it.",
  async run(context) {
    const { scim, given, expect, type } = context;
    const made = await given.resource(type);
    const judge = expect.of("7644-3.14-etag-versioning");
    for (const condition of ["scimspec", 'W/"', '"open']) {
      const read = await scim.get(made, { headers: { "If-None-Match": condition } });
      judge.that(read.status === 200 || (read.status >= 400 && read.status < 500), { message: `GET with If-None-Match: ${condition} is answered with ${read.status}`, expected: "200 or 400", actual: read.status, at: read, pointer: "status" });
    }
    const [way] = ways(context);
    if (way === undefined) return;
    const name = changeable(context);
    const value = `odd ${given.unique()}`;
    const response = await change(context, way, made, { [name]: value }, { "If-Match": "scimspec" });
    const clean = response.ok || (response.status >= 400 && response.status < 500) || response.status === 501;
    judge.that(clean, { message: `${way} with If-Match: scimspec is answered with ${response.status}`, expected: "success, 400, 412 or 501", actual: response.status, at: response, pointer: "status" });
    const after = await scim.get(made);
    const applied = at(after.json, `/${name}`) === value;
    judge.that(response.ok || !applied, { message: `${way} with If-Match: scimspec is refused with ${response.status}, and made all the same`, expected: null, actual: at(after.json, `/${name}`) ?? null, at: after, pointer: `/${name}` });
  },
});
