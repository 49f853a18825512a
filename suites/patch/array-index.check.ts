import { check, capability } from "../../src/engine/api.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { patchOp, series } from "./support.ts";
import { aPlural } from "./targets.ts";

export default check({
  id: "patch/array-index",
  title: "Paths that count array elements are refused",
  failureTitle: "Paths that count array elements are accepted",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-no-array-index", "7644-3.12-type-invalidpath", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-array-index", "patch-json-pointer-path"],
  mutates: "own-resources",
  remedy: "Accept the paths of RFC 7644 section 3.5.2 only; refuse JSON pointers and array indexes with 400 invalidPath.",
  async run(context) {
    const { given, type } = context;
    const list = aPlural(context);
    const paths = [`${list.name}[0]`, `${list.name}[0].value`, `/${list.name}/0`, `/${list.name}/0/value`];
    const bodies = paths.map((path) => {
      const element = list.element(given.unique(), list.types[1]);
      return patchOp([{ op: "replace", path, value: path.endsWith("value") ? element.value : element }]);
    });
    const steps = await series(context, () => given.resource(type, { [list.name]: [list.element(given.unique(), list.types[0])] }), bodies);
    for (const [i, step] of steps.entries()) {
      refused(context, step, { requirement: "7644-3.5.2-no-array-index", what: `the path ${paths[i]}`, keywords: ["invalidPath", "invalidFilter", "noTarget", "invalidSyntax", "invalidValue"], keywordOf: "7644-3.12-type-invalidpath" });
    }
  },
});
