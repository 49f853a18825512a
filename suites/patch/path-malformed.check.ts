import { check, capability } from "../../src/engine/api.ts";
import type { Fixture } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import { REFUSAL, refused } from "./refusal.ts";
import { answer, patchOp, series } from "./support.ts";
import { aText, plural } from "./targets.ts";

export default check({
  id: "patch/path-malformed",
  title: "A path that is no attribute path is refused with 400",
  failureTitle: "A path that is no attribute path is accepted, or badly refused",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-path-grammar", "7644-3.5.2-path-is-string", "7644-3.12-type-invalidpath", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-malformed-path-ignored", "patch-malformed-path-500", "patch-path-number-accepted", "patch-empty-path-accepted", "patch-invalid-path-keyword"],
  mutates: "own-resources",
  remedy: "Parse the path by the grammar of RFC 7644 section 3.5.2 as a whole; refuse what does not fit with 400 invalidPath.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const list = plural(target, type);
    const value = `new ${given.unique()}`;
    const texts = [`${name}..${name}`, `${name}[`, '[type eq "x"]', `${name} ${name}`, ...(list ? [`${list.name}[type eq`, `${list.name}[type eq "${list.types[0]}"`, `${list.name}[type eq "${list.types[0]}"]value`, `${list.name}[type xx "${list.types[0]}"].value`] : [])];
    const paths: readonly Json[] = [...texts, 5, { path: name }, [name]];
    const make = (): Promise<Fixture> => given.resource(type, { [name]: `old ${given.unique()}`, ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const steps = await series(context, make, paths.map((path) => patchOp([{ op: "replace", path, value }])));
    for (const [i, step] of steps.entries()) {
      const path = paths[i] ?? null;
      if (typeof path === "string") {
        const inside = path.includes("[") ? ["invalidFilter"] : [];
        refused(context, step, { requirement: "7644-3.5.2-path-grammar", what: `the malformed path ${path}`, keywords: ["invalidPath", ...inside], keywordOf: "7644-3.12-type-invalidpath" });
        expect.of("7644-3.12-type-invalidpath").observe(`${path} is answered with ${step.response.status} ${String(step.response.object?.["scimType"] ?? "")}`.trim(), { at: step.response });
      } else refused(context, step, { requirement: "7644-3.5.2-path-is-string", what: `the path ${JSON.stringify(path)}`, keywords: ["invalidPath", "invalidSyntax", "invalidValue"] });
    }
    // Some servers read the empty path as none: with an object for a value that has an effect.
    const made = steps[0]?.made ?? (await make());
    const blank = await answer(context, made, [{ op: "replace", path: "", value: { [name]: value } }]);
    expect.of("7644-3.5.2-path-grammar", blank.status < 500 ? "patch/empty-path-accepted" : undefined).that(blank.status >= 400 && blank.status < 500, { message: `an empty path is answered with ${blank.status}`, expected: 400, actual: blank.status, at: blank, pointer: "status" });
  },
});
