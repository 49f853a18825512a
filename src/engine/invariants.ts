/** Invariants: judged on every exchange of the run, with equal records folded into one with a count. */
import type { HttpResult } from "../http/types.ts";
import type { Invariant, SeenExchange, SeenResource } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";
import type { Exchange } from "../model/exchange.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../model/target.ts";
import { createExpect, declaredOnly } from "./expect.ts";
import { Folded } from "./folded.ts";
import { lineOf } from "./place.ts";
import { blame, metadataOf, type RawCheck } from "./verdict.ts";

const RESOURCE_OPERATIONS = new Set(["read", "create", "replace", "patch", "list", "search"]);

function typeOf(resource: JsonObject, exchange: Exchange, target: TargetView): ResourceTypeInfo | null {
  if (exchange.resourceType !== null) return target.type(exchange.resourceType) ?? null;
  const meta = resource["meta"];
  const name = isObject(meta) ? meta["resourceType"] : undefined;
  return typeof name === "string" ? (target.type(name) ?? null) : null;
}

function resourcesIn(exchange: Exchange, response: ScimResponse, target: TargetView): readonly SeenResource[] {
  if (!response.ok || !response.object || !RESOURCE_OPERATIONS.has(exchange.operation)) return [];
  const seen = (resource: JsonObject, pointer: string): SeenResource => ({ resource, pointer, type: typeOf(resource, exchange, target) });
  const list = response.object["Resources"];
  if (Array.isArray(list)) return (list as Json[]).flatMap((r, i) => (isObject(r) ? [seen(r, `/Resources/${i}`)] : []));
  return exchange.operation === "list" || exchange.operation === "search" ? [] : [seen(response.object, "")];
}

function parse(text: string | null): Json | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** The view of an exchange that invariants judge. */
export function toSeen({ exchange, secretsSeen }: HttpResult, response: ScimResponse, target: TargetView): SeenExchange {
  const sent = parse(exchange.request.body);
  const query = new URL(exchange.request.url).searchParams;
  const inBody = isObject(sent) && exchange.operation === "search" && (sent["attributes"] !== undefined || sent["excludedAttributes"] !== undefined);
  return {
    ...response,
    raw: exchange,
    secretsSeen,
    projected: query.has("attributes") || query.has("excludedAttributes") || inBody,
    seen: resourcesIn(exchange, response, target),
    sent,
  };
}

/** The exchanges that invariants judge: what lies outside the base URL (another protocol version) is not the service's own. */
export function ownExchanges(exchanges: readonly SeenExchange[], target: TargetView): readonly SeenExchange[] {
  return exchanges.filter((e) => e.raw.request.url.startsWith(target.baseUrl));
}

/** Judges one invariant over the service's own exchanges of the run. An exception in it is an error of ours, never a finding. */
export function judgeInvariant(invariant: Invariant, exchanges: readonly SeenExchange[], target: TargetView): RawCheck {
  const types = new Map(exchanges.map((e) => [e.exchange, e.raw.resourceType]));
  const folded = new Folded((e) => types.get(e.exchange ?? "") ?? null);
  const started = performance.now();
  const recording = createExpect(
    (e) => folded.add(e),
    (requirement, code) => folded.repeats(requirement, code),
  );
  const expect = declaredOnly(recording, invariant);
  let failure: string | null = null;
  try {
    for (const exchange of exchanges) invariant.judge?.(exchange, { expect, target });
    invariant.judgeAll?.(exchanges, { expect, target });
  } catch (error) {
    failure = `${error instanceof Error ? error.message : String(error)}${invariant.plugin === undefined ? "" : lineOf(error)}`;
  }
  const durationMs = performance.now() - started;
  const expectations = folded.list();
  const end =
    failure !== null
      ? { end: "error" as const, reason: `the invariant itself failed (${failure}): ${blame(invariant.plugin)}` }
      : expectations.length > 0
        ? { end: "ran" as const }
        : { end: "skip" as const, reason: "no exchange of this run showed what it judges" };
  return {
    ...metadataOf(invariant),
    instances: [{ instance: "", durationMs, ...end }],
    expectations,
    exchanges: [...new Set(expectations.flatMap((e) => (e.exchange === undefined ? [] : [e.exchange])))],
    durationMs,
  };
}
