import { capability, check } from "../../src/engine/api.ts";
import { bulkJobs, type BulkMethod, type BulkStep } from "../../src/generate/bulk.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";
import { changeable, demandBulk, idOf, offersPut, pathOf, resultOf, succeeded } from "../bulk/support.ts";
import { patchOp } from "../patch/support.ts";

const STATE = "7644-3.7-bulk-intent-preserved";
/** Resources that exist before the job. */
const SLOTS = 3;

/** What the job is to leave: by resource, its text, or null for one that was deleted. */
interface Job {
  readonly operations: readonly JsonObject[];
  readonly existing: ReadonlyMap<Fixture, string | null>;
  /** Text of each resource that the job creates, by the place of its operation. */
  readonly creates: ReadonlyMap<number, string>;
}

/** The steps as operations; one on a resource that an earlier step has deleted is left out. */
async function jobOf({ given, type }: CheckContext, name: string, steps: readonly BulkStep[]): Promise<Job> {
  const [operations, slots, existing, creates]: [JsonObject[], Map<number, Fixture>, Map<Fixture, string | null>, Map<number, string>] = [[], new Map(), new Map(), new Map()];
  for (const { method, slot, text } of steps) {
    if (method === "POST") {
      creates.set(operations.length, text);
      operations.push({ method, path: type.endpoint, bulkId: given.unique(), data: given.body(type, { [name]: text }) });
      continue;
    }
    const fixture = slots.get(slot) ?? (await given.resource(type));
    slots.set(slot, fixture);
    if (existing.get(fixture) === null) continue;
    existing.set(fixture, method === "DELETE" ? null : text);
    const data = method === "PUT" ? { ...fixture.sent, [name]: text } : patchOp([{ op: "replace", path: name, value: text }]);
    operations.push({ method, path: pathOf(type, fixture.id), ...(method === "DELETE" ? {} : { data }) });
  }
  return { operations, existing, creates };
}

/** Reads what the job left, and compares it with what the requests make one after another. */
async function judge(context: CheckContext, expect: Expect, name: string, job: Job, response: ScimResponse): Promise<void> {
  const { scim, target, type } = context;
  const definition = target.attribute(type, name);
  if (!definition) return;
  const holds = async (url: string, text: string, what: string): Promise<void> => {
    const read = await scim.get(url);
    const got = read.object?.[name];
    expect.of(STATE).that(read.ok && survived(fateOf(definition, text, got)), { message: `after a job of ${job.operations.length} operations that all succeeded, ${name} of ${what} is not what they make of it one after another`, expected: text, actual: got ?? read.status, at: read, pointer: `/${name}` });
  };
  for (const [index, text] of job.creates) {
    const id = idOf(resultOf(response, job.operations, index));
    if (id !== null) await holds(target.baseUrl + pathOf(type, id), text, `the ${type.name} that operation ${index + 1} creates`);
  }
  for (const [fixture, text] of job.existing) {
    if (text !== null) {
      await holds(fixture.url, text, `a ${type.name} that existed`);
      continue;
    }
    const read = await scim.get(fixture);
    expect.of(STATE).that(!read.ok, { message: `a ${type.name} that the job deleted is answered with ${read.status}`, expected: 404, actual: read.status, at: read, pointer: "status" });
  }
}

export default check({
  id: "properties/bulk-sequence",
  title: "A generated bulk job leaves the state of its operations sent one after another",
  failureTitle: "Some bulk jobs leave another state than their operations do",
  for: "any-resource-type",
  verifies: [STATE, "7644-3.7.3-all-processed-reported"],
  needs: [capability("bulk")],
  after: ["bulk/methods", "bulk/order"],
  generates: true,
  detects: ["seeded-bulk-patch-lost", "seeded-bulk-posts-alike"],
  mutates: "own-resources",
  remedy: "Process every operation of a job as the single request would be, each with its own data, whatever stands before it.",
  async run(context) {
    const { scim, target, type, forAll, skip, discard } = context;
    const name = changeable(target, type);
    if (name === null) return skip(`the schema of ${type.name} offers no text that a client can change (/Schemas)`);
    const methods: readonly BulkMethod[] = ["POST", ...(target.supports("patch") === false ? [] : (["PATCH"] as const)), ...((await offersPut(context)) ? (["PUT"] as const) : []), "DELETE"];
    const show = (steps: readonly BulkStep[]) => steps.map(({ method, slot, text }) => (method === "POST" ? `POST ${JSON.stringify(text)}` : method === "DELETE" ? `DELETE ${slot}` : `${method} ${slot} ${JSON.stringify(text)}`));
    const judged = async (steps: readonly BulkStep[], expect: Expect): Promise<void> => {
      const job = await jobOf(context, name, steps);
      const response = await scim.bulk(job.operations);
      demandBulk({ ...context, skip: discard }, response);
      const results = job.operations.map((_o, i) => resultOf(response, job.operations, i));
      const entries = response.object?.["Operations"];
      const count = Array.isArray(entries) ? entries.length : 0;
      expect.of("7644-3.7.3-all-processed-reported").that(count === job.operations.length, { message: `a job of ${job.operations.length} operations has ${count} results`, expected: job.operations.length, actual: count, at: response, pointer: "/Operations" });
      // A refusal may have its reasons; what was accepted must have happened.
      const refused = results.findIndex((r) => !succeeded(r));
      if (refused >= 0) return discard(`an operation of a job has the status ${results[refused]?.status ?? "(none)"}`);
      await judge(context, expect, name, job, response);
    };
    await forAll({ name: "creating-as-one-after-another", weight: 0.06, show }, bulkJobs(["POST"], methods, SLOTS), judged);
    const changing = methods.flatMap((m): BulkMethod[] => (m === "PATCH" ? [m, m, m, m] : m === "PUT" ? [m] : []));
    if (changing.length > 0) await forAll({ name: "changing-as-one-after-another", weight: 0.08, show }, bulkJobs(changing, methods, SLOTS), judged);
  },
});
