import { check, capability } from "../../src/engine/api.ts";
import { searchOf } from "./support.ts";

export default check({
  id: "search/creates-nothing",
  title: "POST /.search is a query and creates nothing",
  failureTitle: "POST /.search creates a resource, or is taken for one",
  for: "any-resource-type",
  verifies: ["7644-3.4.3-search-suffix-is-query"],
  needs: [capability("search")],
  after: ["create/created"],
  detects: ["search-creates-resource", "search-is-an-id"],
  mutates: "nothing",
  remedy: "Route paths that end in /.search before those that end in an id, and answer a POST there as a query.",
  async run(context) {
    const { scim, expect, type } = context;
    const found = await searchOf(context, type, { count: 1 });
    const judge = expect.of("7644-3.4.3-search-suffix-is-query");
    judge.that(found.status !== 201 && found.header("location") === null, { message: `POST ${type.endpoint}/.search is answered with ${found.status}${found.header("location") === null ? "" : " and a Location"}`, expected: 200, actual: found.status, at: found, pointer: "status" });
    const id = found.object?.["id"];
    judge.that(id === undefined, { message: "POST /.search answers with a resource", expected: "a ListResponse", actual: id ?? null, at: found, pointer: "/id" });
    const read = await scim.get(`${type.endpoint}/.search`);
    judge.that(read.object?.["id"] === undefined, { message: ".search is taken for the id of a resource", expected: "no resource", actual: read.object?.["id"] ?? null, at: read, pointer: "/id" });
  },
});
