import { check, capability } from "../../src/engine/api.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { anExtension } from "./targets.ts";
import { listed } from "./values.ts";

export default check({
  id: "patch/extension-path",
  title: "A path with the URN of an extension sets its attribute and lists the URN in schemas",
  failureTitle: "A path with the URN of an extension is misread, fails, or leaves schemas without the URN",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-path-notation", "7644-3.5.2-schemas-implicit", "7644-3.5.2.1-add-missing-attribute", "7643-3.3-container-uri-listed"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-extension-path-split-at-version-dot", "patch-first-extension-value-500", "patch-extension-urn-not-listed", "patch-extension-flattened"],
  mutates: "own-resources",
  remedy: "Read the URN in front of the last colon as one token, create the extension's object if it is not there yet, and add its URN to schemas.",
  async run(context) {
    const { given, expect, type } = context;
    const { urn, path, pointer, container } = anExtension(context);
    const made = await given.resource(type);
    for (const op of ["add", "replace"]) {
      const value = `${op} ${given.unique()}`;
      const step = await send(context, made, [{ op, path, value }]);
      for (const id of ["7644-3.5.2-path-notation", "7644-3.5.2.1-add-missing-attribute"]) if (!succeeded(context, id, step, `${op} with the path ${path}`)) return;
      const there = reads(context, "7644-3.5.2-path-notation", step, pointer, (v) => v === value, `${op} with the path ${path} is accepted, but the value reads differently`, value);
      untouched(context, "7644-3.5.2-path-notation", step, [container], `${op} of ${path}`);
      if (!there) return;
      const lists = listed(step.now, urn);
      const detail = { message: `the resource has a value of the extension, but schemas does not list ${urn}`, expected: urn, actual: step.now["schemas"] ?? null, at: step.after, pointer: "/schemas" };
      expect.of("7644-3.5.2-schemas-implicit", "patch/extension-urn-missing").that(lists, detail);
      expect.of("7643-3.3-container-uri-listed").that(lists, detail);
    }
  },
});
