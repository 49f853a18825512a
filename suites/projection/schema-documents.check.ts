import { check, published } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "projection/schema-documents",
  title: "Published schemas show their id and attributes without being asked",
  failureTitle: "Published schemas leave out their id or attributes",
  verifies: ["7643-7-returned-characteristics"],
  needs: [published("schemas")],
  detects: ["schemas-without-attributes-in-list"],
  mutates: "nothing",
  remedy: "Return schemas whole, in the list and by their id.",
  async run({ expect, target, skip }) {
    const list = target.discovery.schemas;
    if (list.resources.length === 0) skip("/Schemas lists nothing");
    for (const [i, schema] of list.resources.entries()) {
      const judge = expect.of("7643-7-returned-characteristics");
      judge.that(typeof schema["id"] === "string", { message: `schema ${i} of /Schemas has no id`, expected: "an id", actual: schema["id"] ?? null, at: list, pointer: `/Resources/${i}/id` });
      judge.that(!isUnassigned(schema["attributes"]), { message: `${String(schema["id"])} is listed without attributes`, expected: "attributes", actual: schema["attributes"] ?? null, at: list, pointer: `/Resources/${i}/attributes` });
    }
  },
});
