import { record } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { freeAttributes, leftOut, readAt } from "../../src/generate/attributes.ts";
import { patches, selections } from "../../src/generate/patch.ts";
import { valuesByPath } from "../../src/generate/values.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { equalAsSets } from "../../src/scim/value.ts";
import { inWords, type Intent } from "../../src/scim/patch/model.ts";
import { bodyOf, created, judgeState, planned, pointerOf, stateOf, wrongAfter, type Planned, type Subject } from "./patched.ts";

interface Case {
  readonly values: JsonObject;
  readonly requests: readonly (readonly Intent[])[];
}

/** A refusal is a mistake if PUT takes the state that the operations lead to. */
async function judgeRefusal(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], subject: Subject, plan: Planned, response: ScimResponse): Promise<void> {
  const { scim, target, type, discard } = context;
  // Values or operations that the server does not take, whichever of the states of this request they lead to, may be refused.
  // Only 400 finds fault with the operations; a limit, a conflict or missing rights may be met by one request and not the next.
  if (response.status !== 400 || response.object?.["scimType"] === "tooMany") return discard(`a PATCH is answered with ${response.status}`);
  if (capability("put").test(target, type) !== true) return discard(`a PATCH is answered with ${response.status}`);
  for (const state of plan.states) {
    const put = await scim.replace(subject.url, bodyOf(context, attributes, subject.resource, state));
    if (!put.ok) return discard(`a PATCH is answered with ${response.status}, and PUT of what it leads to with ${put.status}`);
  }
  const now = await scim.get(subject.url);
  if (!now.ok || wrongAfter(plan, now.object ?? {})) return discard(`a PATCH is answered with ${response.status}, and PUT of its outcome does not lead to it`);
  expect.of("7644-3.5.2-ops-sequential").that(false, { message: `a PATCH is answered with ${response.status}, although PUT of its outcome is accepted: ${JSON.stringify(plan.operations)}`, expected: "200 or 204", actual: response.status, at: response, pointer: "status" });
}

/** One request; the subject as it is then, or null if there is nothing more to judge. */
async function step(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], subject: Subject, intents: readonly Intent[]): Promise<Subject | null> {
  const { scim } = context;
  const plan = planned(stateOf(subject.resource, attributes), attributes, intents);
  if (plan.operations.length === 0) return subject;
  const response = await scim.patch(subject.url, plan.operations);
  if (response.status === 501 || (response.status >= 400 && response.status < 500)) return judgeRefusal(context, expect, attributes, subject, plan, response).then(() => null);
  if (!expect.of("7644-3.5.2-ops-sequential").status(response, [200, 204])) return null;
  const now = await scim.get(subject.url);
  if (!expect.of("7644-3.5.2-ops-sequential").that(now.ok, { message: `GET after a PATCH is answered with ${now.status}`, expected: 200, actual: now.status, at: now, pointer: "status" }) || !now.object) return null;
  await judgeState(context, expect, attributes, subject, plan, now);
  if (response.status === 200 && response.object) {
    for (const a of plan.addressed.keys()) {
      const [shown, got] = [readAt(response.object, a), readAt(now.object, a)];
      expect.of("7644-3.1-response-reflects-state").that(equalAsSets(shown, got), { message: `${pathOf(a)} in the answer to the PATCH differs from what GET shows`, expected: got ?? "(absent)", actual: shown ?? "(absent)", at: response, pointer: pointerOf(a) });
    }
  }
  return { ...subject, resource: now.object, given: new Set([...subject.given, ...[...plan.addressed.keys()].map(pathOf)]) };
}

export default check({
  id: "properties/patch-model",
  title: "Any sequence of PATCH operations leaves what the RFC makes of it, and nothing else changes",
  failureTitle: "Some sequences of PATCH operations leave another state than they should",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-ops-sequential", "7644-3.2-patch-partial-update", "7644-3.1-response-reflects-state", "7644-3.5.2.1-add-purpose", "7644-3.5.2.1-add-multivalued-appends", "7644-3.5.2.2-remove-purpose", "7644-3.5.2.2-remove-multi-value-filter", "7644-3.5.2.3-replace-purpose", "7644-3.5.2.3-replace-multi-all", "7644-3.5.2.3-replace-filter-subattribute", "7644-3.5.2.3-replace-filter-match", "7644-3.5.2.1-add-no-path", "7644-3.5.2.3-replace-no-path"],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/sequential", "patch/remove-value-filter"],
  generates: true,
  detects: ["seeded-patch-order", "seeded-patch-operation-lost", "seeded-patch-remove-many", "seeded-patch-pathless-many", "seeded-patch-add-to-many", "seeded-patch-extension-after-others", "seeded-patch-filter-character", "seeded-patch-character", "seeded-patch-sub-attribute-twice", "seeded-patch-remove-then-add", "seeded-patch-answer-differs"],
  mutates: "own-resources",
  remedy: "Apply the operations of a request one after the other, each to what the one before left, and answer with the state after the last.",
  async run(context) {
    const { target, type, forAll, skip } = context;
    const { attributes, dropped } = freeAttributes(target, type);
    if (attributes.length === 0) return skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
    const cases = record({ values: valuesByPath(attributes, "rich", 6), requests: patches(attributes, 2) });
    const judge = async ({ values, requests }: Case, expect: Expect): Promise<void> => {
      let subject: Subject | null = await created(context, attributes, values);
      for (const intents of requests) if (subject) subject = await step(context, expect, attributes, subject, intents);
    };
    const show = ({ values, requests }: Case) => ({ values, requests: requests.map((r) => r.map(inWords)) });
    await forAll<Case>({ name: "state-is-that-of-the-model", weight: 0.86, show, ...leftOut(dropped) }, cases, judge);
    const selecting = selections(attributes);
    if (selecting) await forAll<Case>({ name: "filters-select-values", weight: 0.9, show }, selecting, judge);
  },
});
