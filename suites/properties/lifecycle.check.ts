import { asyncModelRun, commands as commandsOf, constant, constantFrom, integer, oneof, tuple, type AsyncCommand } from "fast-check";
import { attribute, capability, check } from "../../src/engine/api.ts";
import { plainText } from "../../src/generate/text.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { freeText } from "../../src/scim/sample.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";
import { idsOf } from "../../src/scim/corpus.ts";

/** Resources under way at once: few, so that commands meet on one of them. */
const MOST = 3;

/** One resource as the model knows it. */
interface Known {
  readonly id: string;
  readonly url: string;
  readonly body: JsonObject;
  text: string;
}

/** What exists, and what does not any more. */
interface Model {
  readonly live: Known[];
  readonly gone: Known[];
  /** A contradiction was found: what follows would only repeat it. */
  wrong: boolean;
}

interface Real {
  readonly context: CheckContext;
  readonly expect: Expect;
  /** Name of the attribute that holds the text. */
  readonly name: string;
}

type Run = (known: Known, model: Model, real: Real) => Promise<void>;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** A command on one of the live resources. */
function onLive(label: string, index: number, run: Run): AsyncCommand<Model, Real> {
  return {
    check: (model) => !model.wrong && model.live.length > 0,
    run: (model, real) => run(at(model.live, index), model, real),
    toString: () => label,
  };
}

/** Judges one comparison, and stops the case at the first that fails. */
function judge(real: Real, model: Model, requirement: string, ok: boolean, detail: Parameters<ReturnType<Expect["of"]>["that"]>[1], code?: string): void {
  if (!real.expect.of(requirement, code).that(ok, detail)) model.wrong = true;
}

async function readBack(known: Known, model: Model, real: Real, requirement: string, after: string): Promise<void> {
  const { context, name } = real;
  const response = await context.scim.get(known.url);
  const definition = context.target.attribute(context.type, name);
  const got = response.object?.[name];
  const same = response.ok && definition !== undefined && survived(fateOf(definition, known.text, got));
  judge(real, model, requirement, same, { message: `after ${after} the ${context.type.name} reads ${response.ok ? JSON.stringify(got) : String(response.status)} for ${name}`, expected: known.text, actual: got ?? response.status, at: response, pointer: `/${name}` });
}

/** `again`: like one that was deleted, its unique name included. */
function create(text: string, again = false): AsyncCommand<Model, Real> {
  return {
    check: (model) => !model.wrong && model.live.length < MOST && (!again || model.gone.length > 0),
    async run(model, real) {
      const { context } = real;
      const { scim, given, type, discard } = context;
      const old = again ? model.gone.find((g) => !model.live.some((k) => k.body === g.body)) : undefined;
      const body = old ? old.body : given.body(type, { [real.name]: text });
      const response = await scim.create(type, body);
      // A name that stays taken for a while is judged elsewhere (P04).
      if (old && response.status === 409) return;
      const id = response.object?.["id"];
      if (!response.ok || typeof id !== "string") return discard(`a ${type.name} with a generated text is answered with ${response.status}`);
      judge(real, model, "7643-3.1-id-non-reassignable", ![...model.live, ...model.gone].some((k) => k.id === id), { message: `the id ${id} was given before`, expected: "another id", actual: id, at: response, pointer: "/id" }, old && old.id === id ? "delete/id-restored" : undefined);
      const definition = context.target.attribute(type, real.name);
      const kept = definition && response.object ? fateOf(definition, String(body[real.name]), response.object[real.name]) : "kept";
      // What POST does not keep is judged by properties/round-trip; nothing else can be expected of later writes.
      if (!survived(kept)) return discard(`POST of a ${type.name} leaves another ${real.name} than was sent`);
      model.live.push({ id, url: `${type.endpoint}/${encodeURIComponent(id)}`, body, text: old ? String(body[real.name]) : text });
    },
    toString: () => (again ? "create again()" : `create(${JSON.stringify(text)})`),
  };
}

const replace = (index: number, text: string): AsyncCommand<Model, Real> =>
  onLive(`replace(${index}, ${JSON.stringify(text)})`, index, async (known, model, real) => {
    const { scim, discard, type } = real.context;
    const response = await scim.replace(known.url, { ...known.body, id: known.id, [real.name]: text });
    if (!response.ok) return discard(`PUT of a ${type.name} is answered with ${response.status}`);
    known.text = text;
    await readBack(known, model, real, "7644-3.5.1-put-replaces-values", "a PUT");
  });

const patch = (index: number, text: string): AsyncCommand<Model, Real> =>
  onLive(`patch(${index}, ${JSON.stringify(text)})`, index, async (known, model, real) => {
    const { scim, discard, type } = real.context;
    const response = await scim.patch(known.url, [{ op: "replace", path: real.name, value: text }]);
    if (!response.ok) return discard(`PATCH of a ${type.name} is answered with ${response.status}`);
    known.text = text;
    await readBack(known, model, real, "7644-3.5.2.3-replace-purpose", "a PATCH");
  });

const remove = (index: number): AsyncCommand<Model, Real> =>
  onLive(`delete(${index})`, index, async (known, model, real) => {
    const { scim, discard, type } = real.context;
    const response = await scim.delete(known.url);
    if (!response.ok) return discard(`DELETE of a ${type.name} is answered with ${response.status}`);
    model.live.splice(model.live.indexOf(known), 1);
    model.gone.push(known);
    const after = await scim.get(known.url);
    judge(real, model, "7644-3.6-deleted-404", !after.ok, { message: `a ${type.name} that was deleted is answered with ${after.status}`, expected: 404, actual: after.status, at: after, pointer: "status" });
  });

/** A resource that was deleted cannot be written any more, and stays away. */
function onGone(method: "PUT" | "PATCH" | "DELETE", index: number, text: string): AsyncCommand<Model, Real> {
  return {
    check: (model) => !model.wrong && model.gone.length > 0,
    async run(model, { context, expect, name }) {
      const { scim, type } = context;
      const known = at(model.gone, index);
      const body = { ...known.body, id: known.id, [name]: text };
      const response = method === "PUT" ? await scim.replace(known.url, body) : method === "PATCH" ? await scim.patch(known.url, [{ op: "replace", path: name, value: text }]) : await scim.delete(known.url);
      judge({ context, expect, name }, model, "7644-3.6-deleted-404", !response.ok, { message: `${method} of a ${type.name} that was deleted is answered with ${response.status}`, expected: 404, actual: response.status, at: response, pointer: "status" });
    },
    toString: () => `${method} of deleted(${index})`,
  };
}

const read = (index: number): AsyncCommand<Model, Real> => onLive(`read(${index})`, index, (known, model, real) => readBack(known, model, real, "7644-3.4.1-get-known-200", "what was done"));

/** All that this case made, live and gone, in one list. */
const list = (): AsyncCommand<Model, Real> => ({
  check: (model) => !model.wrong && model.live.length + model.gone.length > 1,
  async run(model, real) {
    const { scim, target, type } = real.context;
    if (target.supports("filter") === false) return;
    const filter = [...model.live, ...model.gone].map((k) => `id eq ${JSON.stringify(k.id)}`).join(" or ");
    const response = await scim.list(type, { filter, count: "50" });
    if (!response.ok) return;
    const [ids, total] = [new Set(idsOf(response)), response.object?.["totalResults"]];
    const [ghosts, lost] = [model.gone.filter((k) => ids.has(k.id)).length, model.live.filter((k) => !ids.has(k.id)).length];
    judge(real, model, "7644-3.6-deleted-not-in-queries", ghosts === 0, { message: `a list shows ${ghosts} deleted resources`, expected: 0, actual: ghosts, at: response, pointer: "/Resources" });
    if (total === response.resources.length) judge(real, model, "7644-3.4.2.2-op-or", lost === 0, { message: `a list by id lacks ${lost} of ${model.live.length} resources`, expected: model.live.length, actual: ids.size, at: response, pointer: "/Resources" });
  },
  toString: () => "list()",
});

export default check({
  id: "properties/lifecycle",
  title: "Any sequence of creating, reading, replacing, patching, deleting and listing keeps to what was written last",
  failureTitle: "Some sequences of requests end in another state than was written",
  for: "any-resource-type",
  verifies: ["7644-3.5.1-put-replaces-values", "7644-3.5.2.3-replace-purpose", "7644-3.6-deleted-404", "7644-3.6-deleted-not-in-queries", "7643-3.1-id-non-reassignable", "7644-3.4.1-get-known-200", "7644-3.4.2.2-op-or"],
  needs: [attribute.exists("*", "id")],
  after: ["create/created", "replace/values", "patch/basic", "delete/gone"],
  generates: true,
  detects: ["seeded-put-after-patches", "seeded-delete-after-several-writes"],
  mutates: "own-resources",
  remedy: "Let every write take effect whatever was done before, and every read and list show the last one.",
  async run(context) {
    const { target, type, forAll, skip } = context;
    const name = freeText(target, type);
    if (name === null) return skip(`the schema of ${type.name} offers no free text (/Schemas)`);
    // Often the first one, so that writes add up on it.
    const [index, text] = [oneof({ weight: 4, arbitrary: constant(0) }, { weight: 1, arbitrary: integer({ min: 0, max: MOST - 1 }) }), plainText()];
    const [puts, patches] = [capability("put").test(target, type) === true, capability("patch").test(target, type) === true];
    // Mostly writes: what only shows after several of them is what nobody thinks of.
    const writes = [...(puts ? [text.chain((t) => index.map((i) => replace(i, t)))] : []), ...(patches ? [text.chain((t) => index.map((i) => patch(i, t)))] : [])];
    const methods = constantFrom<"PUT" | "PATCH" | "DELETE">("DELETE", ...(puts ? (["PUT"] as const) : []), ...(patches ? (["PATCH"] as const) : []));
    const afterwards = tuple(methods, index, text).map((parts) => onGone(...parts));
    const some = [text.map(create), index.map(read), index.map(remove), constant(list()), constant(create("", true)), afterwards, ...[1, 2, 3].flatMap(() => writes)];
    const show = (c: Iterable<AsyncCommand<Model, Real>>) => String(c).replace(/\s*\/\*.*\*\/\s*$/, "");
    const arbitrary = (replayPath: string) => commandsOf([oneof(...some)], { maxCommands: 18, size: "max", ...(replayPath === "" ? {} : { replayPath }) });
    await forAll({ name: "last-write-is-seen", weight: 0.76, show }, arbitrary, (c, expect) => asyncModelRun(() => ({ model: { live: [], gone: [], wrong: false }, real: { context, expect, name } }), c));
  },
});
