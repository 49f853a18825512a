import { check } from "../../src/engine/api.ts";
import { askedOnce } from "../../src/scim/asked-once.ts";

export default check({
  id: "discovery/single-documents",
  title: "Each listed schema and resource type can be read alone",
  failureTitle: "Listed schemas or resource types cannot be read alone",
  verifies: ["7644-4-schemas-by-uri", "7644-4-single-like-user", "7644-3.4.1-get-known-path"],
  after: ["discovery/documents"],
  detects: ["schema-by-id-404", "schema-by-id-as-list", "schema-encoded-404"],
  mutates: "nothing",
  remedy: "Serve each definition at /Schemas/{uri} and /ResourceTypes/{id} as the object itself.",
  async run({ scim, given, expect, target, skip }) {
    const { schemas, resourceTypes } = target.discovery;
    let judged = 0;
    for (const [path, response] of [["/Schemas", schemas], ["/ResourceTypes", resourceTypes]] as const) {
      for (const { id } of response.resources) {
        if (typeof id !== "string" || id === "") continue;
        judged += 1;
        // A URN needs no escaping in a path; its colons are sent as they are.
        const single = await askedOnce({ given }, `${target.baseUrl}${path}/${encodeURI(id)}`);
        const same = single.status === 200 && single.object?.["id"] === id;
        expect.of("7644-4-single-like-user").that(same, { message: `GET ${path}/${id} is answered with ${single.status}${single.ok ? " and another document" : ""}`, expected: id, actual: single.object?.["id"] ?? single.status, at: single, pointer: "/id" });
        expect.of("7644-3.4.1-get-known-path").status(single, 200);
        if (path === "/Schemas") expect.of("7644-4-schemas-by-uri").that(same, { message: `GET /Schemas/${id} is answered with ${single.status}`, expected: 200, actual: single.status, at: single, pointer: "status" });
      }
    }
    if (judged === 0) skip("the server lists no schema and no resource type with an id");
    const first = schemas.resources.find((r) => typeof r["id"] === "string")?.["id"];
    if (typeof first !== "string") return;
    const encoded = await scim.get(`/Schemas/${encodeURIComponent(first)}`);
    expect.of("7644-4-schemas-by-uri", "discovery/encoded-urn-refused").that(encoded.ok, { message: `the percent-encoded form of ${first} is answered with ${encoded.status}`, expected: 200, actual: encoded.status, at: encoded, pointer: "status" });
  },
});
