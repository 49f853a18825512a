import { check, capability } from "../../src/engine/api.ts";
import type { Fixture } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { at } from "../../src/scim/value.ts";
import { isError } from "./refusal.ts";
import { patchOp, series, untouched } from "./support.ts";
import { aText, plural } from "./targets.ts";

export default check({
  id: "patch/atomic",
  title: "If one operation fails, the request fails and nothing is changed",
  failureTitle: "If one operation fails, others are applied, or success is reported",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-atomic", "7644-3.5.2-restore-on-error", "7644-3.5.2-failure-status", "7644-3.5.2-error-body"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-not-atomic", "patch-failing-operation-skipped", "patch-failure-moves-version", "patch-error-without-body", "patch-type-error-half-applied"],
  mutates: "own-resources",
  remedy: "Apply all operations to a copy, and store it only when every one of them succeeded; else answer with the error and leave the resource as it was.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const list = plural(target, type);
    const good = (): JsonObject => ({ op: "replace", path: name, value: `new ${given.unique()}` });
    const also = (): JsonObject => (list ? { op: "add", path: list.name, value: [list.element(given.unique(), list.types[1])] } : good());
    const bad: JsonObject = { op: "replace", path: `${list?.name ?? name}[type eq`, value: "x" };
    const wrong: JsonObject = { op: "replace", path: name, value: { not: "a text" } };
    const requests: readonly (readonly [what: string, operations: readonly JsonObject[], certain: boolean])[] = [
      ["a failing operation in first place", [bad, good(), also()], true],
      ["a failing operation in the middle", [good(), bad, also()], true],
      ["a failing operation in last place", [good(), also(), bad], true],
      // Whether a value of the wrong type is an error is judged elsewhere: some servers coerce it.
      ["a value of the wrong type in last place", [also(), wrong], false],
    ];
    const make = (): Promise<Fixture> => given.resource(type, { [name]: `old ${given.unique()}`, ...(list ? { [list.name]: [list.element(given.unique(), list.types[0])] } : {}) });
    const steps = await series(context, make, requests.map(([, operations]) => patchOp(operations)));
    for (const [i, step] of steps.entries()) {
      const [what = "", , certain = false] = requests[i] ?? [];
      const { response } = step;
      if (certain) expect.of("7644-3.5.2-failure-status").that(response.status >= 400, { message: `a request with ${what} is answered with ${response.status}`, expected: "a failure status", actual: response.status, at: response, pointer: "status" });
      if (response.ok) continue;
      expect.of("7644-3.5.2-error-body").that(isError(response.object), { message: `a request with ${what} is refused without an Error message`, expected: "an Error message", actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
      const restored = ["7644-3.5.2-atomic", "7644-3.5.2-restore-on-error"].map((id) => untouched(context, id, step, [], `a refused request with ${what}`));
      if (restored.includes(false)) continue;
      for (const member of ["lastModified", "version"]) {
        const [before, now] = [at(step.before, `/meta/${member}`), at(step.now, `/meta/${member}`)];
        expect.of("7644-3.5.2-restore-on-error", "patch/failure-moves-meta").that(before === now, { message: `meta.${member} moved with a refused request with ${what}`, expected: before ?? null, actual: now ?? null, at: step.after, pointer: `/meta/${member}` });
      }
    }
  },
});
