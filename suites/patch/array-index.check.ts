import { check, capability } from "../../src/engine/api.ts";
import { lacks, plural, refused, REFUSAL, send } from "./support.ts";

export default check({
  id: "patch/array-index",
  title: "Paths that count array elements are refused",
  failureTitle: "Paths that count array elements are accepted",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-no-array-index", "7644-3.12-type-invalidpath", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-array-index", "patch-json-pointer-path"],
  mutates: "own-resources",
  remedy: "Accept the paths of RFC 7644 section 3.5.2 only; refuse JSON pointers and array indexes with 400 invalidPath.",
  async run(context) {
    const { given, target, type, skip } = context;
    const list = plural(target, type);
    if (!list) return skip(lacks(type, "complex multi-valued attribute with value and type"));
    const made = await given.resource(type, { [list.name]: [list.element(given.unique(), list.types[0])] });
    for (const path of [`${list.name}[0]`, `${list.name}[0].value`, `/${list.name}/0`, `/${list.name}/0/value`]) {
      const value = path.endsWith("value") ? (list.element(given.unique())["value"] ?? "") : list.element(given.unique(), list.types[1]);
      const step = await send(context, made, [{ op: "replace", path, value }]);
      refused(context, step, { requirement: "7644-3.5.2-no-array-index", what: `the path ${path}`, keywords: ["invalidPath", "invalidFilter", "noTarget", "invalidSyntax", "invalidValue"], keywordOf: "7644-3.12-type-invalidpath" });
    }
  },
});
