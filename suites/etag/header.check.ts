import { check, capability } from "../../src/engine/api.ts";
import { change, changeable, versioned, ways } from "./support.ts";

export default check({
  id: "etag/header",
  title: "Answers with one resource carry its ETag as a header field",
  failureTitle: "Answers with one resource lack the ETag header field",
  for: "each-resource-type",
  verifies: ["7644-3.14-etag-header", "7644-3.14-etag-versioning"],
  needs: [capability("etag")],
  after: ["create/created", "read/by-id"],
  detects: ["etag-header-missing", "etag-header-missing-on-writes"],
  mutates: "own-resources",
  remedy: "Send the ETag header field with every answer that holds one resource: GET, POST, PUT and PATCH.",
  async run(context) {
    const { scim, given, expect, type, skip } = context;
    const made = await given.resource(type);
    const read = await scim.get(made);
    // Without a declaration, a server that shows no version has no versions.
    if (!versioned(context, read)) skip("the server neither declares nor shows versions of resources");
    for (const id of ["7644-3.14-etag-header", "7644-3.14-etag-versioning"]) expect.of(id).that(read.header("etag") !== null, { message: `the answer to GET of a ${type.name} has no ETag`, expected: "an ETag header field", actual: read.header("etag"), at: read, pointer: "header:ETag" });
    const name = changeable(context);
    const answers = [made.created];
    for (const way of ways(context)) answers.push(await change(context, way, made, { [name]: `changed ${given.unique()}` }));
    for (const answer of answers) {
      if (!answer.ok || answer.object === undefined) continue;
      expect.of("7644-3.14-etag-header", "etag/write-without-header").that(answer.header("etag") !== null, { message: `the answer to ${answer.method} of a ${type.name} (${answer.status}) has no ETag`, expected: "an ETag header field", actual: answer.header("etag"), at: answer, pointer: "header:ETag" });
    }
  },
});
