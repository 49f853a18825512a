import { check, capability } from "../../src/engine/api.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { judgeRefused, lookUp, subjectType, textPlace, valueAt } from "./syntax-support.ts";

const RULES = "7644-3.4.2.2-abnf-imported-rules";
const VALUE = "7644-3.4.2.2-abnf-compvalue";

function numeric(target: TargetView, kind: AttributeInfo["type"]): { readonly type: ResourceTypeInfo; readonly name: string } | undefined {
  for (const type of target.resourceTypes) {
    const found = target.attributes(type).find((a) => a.type === kind && !a.extension && a.schema !== "" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.name));
    if (found) return { type, name: found.name };
  }
  return undefined;
}

interface Case {
  readonly requirement: string;
  readonly filter: string;
  /** Code for a refusal with 400. */
  readonly declined: string;
  /** What holds of each resource that the filter finds. */
  readonly path: string;
  readonly holds: (value: Json | undefined) => boolean;
  /** A resource that must be among those found. */
  readonly id?: string;
}

function judge({ expect }: Pick<CheckContext, "expect">, response: ScimResponse, { requirement, filter, declined, path, holds, id }: Case): void {
  if (!response.ok && response.status !== 400) return void judgeRefused({ expect }, response, { requirement, filter, flaw: "is valid" });
  const wrong = response.resources.find((r) => !holds(valueAt(r, path)));
  const missed = response.ok && id !== undefined && !response.resources.some((r) => r["id"] === id);
  const outcome = !response.ok ? `is answered with ${response.status}` : missed ? "misses the resource that has the value" : `gives a resource whose ${path} is ${JSON.stringify(wrong && valueAt(wrong, path)) ?? "missing"}`;
  expect.of(requirement, response.ok ? undefined : declined).that(response.ok && !missed && wrong === undefined, { message: `the filter ${filter} ${outcome}`, expected: "the resources that match", actual: response.ok ? response.resources.length : response.status, at: response, pointer: response.ok ? "/Resources" : "status" });
}

export default check({
  id: "filter/literals",
  title: "Numbers, true and false are read as JSON literals",
  failureTitle: "Numbers, true or false are misread in filters",
  verifies: [RULES, VALUE],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/operators-offered", "schema/characteristics"],
  detects: ["filter-exponent-misread", "filter-negative-number-500", "filter-boolean-literal-refused"],
  mutates: "own-resources",
  remedy: "Read the value behind the operator with a JSON parser: numbers with sign, fraction and exponent, and the words true and false.",
  async run({ scim, given, expect, target, skip, require }) {
    await textPlace({ given, target, skip, require });
    for (const [kind, value, forms] of [["integer", 7391000, ["7391000", "7391e3"]], ["decimal", 739.125, ["739.125", "739125e-3"]]] as const) {
      const at = numeric(target, kind);
      if (!at) continue;
      const made = await given.resource(at.type, { [at.name]: value });
      if (made.body[at.name] !== value) continue;
      for (const [i, form] of forms.entries()) {
        const filter = `${at.name} eq ${form}`;
        judge({ expect }, await lookUp(scim, at.type, filter), { requirement: RULES, filter, declined: i === 0 ? "filter/attribute-declined" : "filter/number-form-declined", path: at.name, holds: (v) => v === value, id: made.id });
      }
      const filter = `${at.name} gt -1.5`;
      judge({ expect }, await scim.list(at.type, { filter, count: "3" }), { requirement: RULES, filter, declined: "filter/number-form-declined", path: at.name, holds: (v) => typeof v === "number" && v > -1.5 });
    }
    const type = subjectType(target);
    if (target.attribute(type, "active")?.type !== "boolean") return;
    for (const flag of [true, false]) {
      const filter = `active eq ${flag}`;
      // Without a value, a server may take either one as the default.
      judge({ expect }, await scim.list(type, { filter, count: "3" }), { requirement: VALUE, filter, declined: "filter/attribute-declined", path: "active", holds: (v) => v === undefined || v === null || v === flag });
    }
  },
});
