import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { lacks, plural, refused, REFUSAL, send, text } from "./support.ts";

export default check({
  id: "patch/path-malformed",
  title: "A path that is no attribute path is refused with 400",
  failureTitle: "A path that is no attribute path is accepted, or badly refused",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-path-grammar", "7644-3.5.2-path-is-string", "7644-3.12-type-invalidpath", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-malformed-path-ignored", "patch-malformed-path-500", "patch-path-number-accepted", "patch-empty-path-accepted", "patch-invalid-path-keyword"],
  mutates: "own-resources",
  remedy: "Parse the path by the grammar of RFC 7644 section 3.5.2 as a whole; refuse what does not fit with 400 invalidPath.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const name = text(target, type);
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const list = plural(target, type);
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const value = `new ${given.unique()}`;
    const malformed = [`${name}..${name}`, `${name}[`, '[type eq "x"]', `${name} ${name}`, ...(list ? [`${list.name}[type eq`, `${list.name}[type eq "${list.types[0]}"`, `${list.name}[type eq "${list.types[0]}"]value`, `${list.name}[type xx "${list.types[0]}"].value`] : [])];
    for (const path of malformed) {
      const step = await send(context, made, [{ op: "replace", path, value }]);
      const inside = path.includes("[") ? ["invalidFilter"] : [];
      refused(context, step, { requirement: "7644-3.5.2-path-grammar", what: `the malformed path ${path}`, keywords: ["invalidPath", ...inside], keywordOf: "7644-3.12-type-invalidpath" });
      expect.of("7644-3.12-type-invalidpath").observe(`${path} is answered with ${response(step)}`, { at: step.response });
    }
    for (const path of [5, { path: name }, [name]] as readonly Json[]) {
      const step = await send(context, made, [{ op: "replace", path, value }]);
      refused(context, step, { requirement: "7644-3.5.2-path-is-string", what: `the path ${JSON.stringify(path)}`, keywords: ["invalidPath", "invalidSyntax", "invalidValue"] });
    }
    // Some servers read the empty path as none: with an object for a value that has an effect.
    const blank = await send(context, made, [{ op: "replace", path: "", value: { [name]: value } }]);
    const accepted = blank.response.ok;
    expect.of("7644-3.5.2-path-grammar", blank.response.status < 500 ? "patch/empty-path-accepted" : undefined).that(blank.response.status >= 400 && blank.response.status < 500, { message: `an empty path is answered with ${blank.response.status}`, expected: 400, actual: accepted, at: blank.response, pointer: "status" });
  },
});

const response = (step: { readonly response: { readonly status: number; readonly object: Readonly<Record<string, Json>> | undefined } }): string => `${step.response.status} ${String(step.response.object?.["scimType"] ?? "")}`.trim();
