import { check, capability } from "../../src/engine/api.ts";
import { alteredId } from "../../src/scim/sample.ts";
import { isError } from "./refusal.ts";
import { text } from "./targets.ts";

export default check({
  id: "patch/unknown-id",
  title: "PATCH on an id that does not exist is answered with 404",
  failureTitle: "PATCH on an id that does not exist is not answered with 404",
  for: "any-resource-type",
  verifies: ["7644-3.12-patch-unknown-404"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-creates", "patch-unknown-id-400", "patch-unknown-id-500"],
  mutates: "own-resources",
  remedy: "Look the resource up before anything else; answer 404 with an Error message if there is none.",
  async run({ scim, given, expect, target, type, require }) {
    const made = await given.shared(type);
    const id = alteredId(made.id);
    const path = `${type.endpoint}/${encodeURIComponent(id)}`;
    const of = expect.of("7644-3.12-patch-unknown-404");
    const before = await scim.get(path);
    if (before.status === 404) {
      const response = await scim.patch(path, [{ op: "replace", path: text(target, type) ?? "externalId", value: given.unique() }]);
      require(![405, 501].includes(response.status), "patch", `PATCH is answered with ${response.status}`);
      expect.of("7644-3.12-patch-unknown-404", [400, 410].includes(response.status) ? "patch/unknown-id-other-status" : undefined).that(response.status === 404, { message: `PATCH on an unknown id is answered with ${response.status}`, expected: 404, actual: response.status, at: response, pointer: "status" });
      of.that(response.ok || isError(response.object), { message: `${response.status} comes without an Error message`, expected: "an Error message", at: response, pointer: "" });
    }
    const after = await scim.get(path);
    of.that(!after.ok || before.ok, { message: "PATCH on an unknown id created a resource", expected: before.status, actual: after.status, at: after, pointer: "status" });
  },
});
