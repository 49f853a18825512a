import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";
import { instant } from "../../src/scim/date-time.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "replace/last-modified",
  title: "meta.lastModified does not go backwards and moves with a change",
  failureTitle: "meta.lastModified goes backwards, or stays although the resource changed",
  for: "any-resource-type",
  verifies: ["7643-3.1-meta-last-modified"],
  needs: [capability("put")],
  after: ["replace/values"],
  detects: ["lastmodified-not-updated", "lastmodified-backwards"],
  mutates: "own-resources",
  remedy: "Set meta.lastModified to the time of each change.",
  async run({ scim, given, expect, target, type, skip, require }) {
    const name = freeText(target, type);
    if (name === null) skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
    const made = await given.resource(type, { [name ?? ""]: `old ${given.unique()}` });
    // Timestamps may have a resolution of one second: the change comes after more than that.
    await scim.pause(1100);
    const response = await scim.replace(made, { ...made.sent, [name ?? ""]: `new ${given.unique()}` });
    require(response.ok, "replace", `PUT is answered with ${response.status}`);
    const read = await scim.get(made);
    const [before, after] = [instant(String(at(made.body, "/meta/lastModified"))), instant(String(at(read.json, "/meta/lastModified")))];
    if (Number.isNaN(before) || Number.isNaN(after)) skip("the server gives no usable meta.lastModified");
    const detail = { expected: `later than ${String(at(made.body, "/meta/lastModified"))}`, actual: at(read.json, "/meta/lastModified") ?? null, at: read, pointer: "/meta/lastModified" };
    expect.of("7643-3.1-meta-last-modified").that(after >= before, { message: "meta.lastModified went backwards", ...detail });
    expect.of("7643-3.1-meta-last-modified", "replace/last-modified-stays").that(after > before, { message: "meta.lastModified did not move although the resource changed", ...detail });
  },
});
