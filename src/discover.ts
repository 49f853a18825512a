/** Asks a target what it is, without judging it: the discovery endpoints, and whether one list of resources is open. */
import { createTransport } from "./assess.ts";
import { loadCatalogue } from "./catalogue/load.ts";
import type { Config } from "./config/types.ts";
import { CheckClient } from "./engine/client.ts";
import { describeTarget, fetchDiscovery } from "./engine/discovery.ts";
import { Journal } from "./engine/journal.ts";
import { explainPreflight } from "./engine/preflight.ts";
import { BlockedSignal } from "./engine/signals.ts";
import { isObject, type Json } from "./model/json.ts";
import type { TargetView } from "./model/target.ts";
import { rfcSchemas } from "./scim/schema.ts";

/** What a target said of itself. */
export interface Discovery {
  readonly target: TargetView;
  /** What it did not say, and what is assumed in its place. */
  readonly notes: readonly string[];
  /** `type` of its authenticationSchemes (RFC 7643 section 5), lower-case: `oauthbearertoken`, `httpbasic` ... */
  readonly schemes: readonly string[];
  /** Status of a GET on the first resource type's endpoint; null without an answer. */
  readonly listStatus: number | null;
}

function schemesOf(target: TargetView): readonly string[] {
  const list = target.serviceProviderConfig?.["authenticationSchemes"];
  return (Array.isArray(list) ? (list as readonly Json[]) : []).flatMap((s) => (isObject(s) && typeof s["type"] === "string" ? [s["type"].toLowerCase()] : []));
}

async function listStatus(client: CheckClient, target: TargetView): Promise<number | null> {
  const [type] = target.resourceTypes;
  if (!type) return null;
  try {
    return (await client.list(type, { count: "1" })).status;
  } catch (error) {
    if (error instanceof BlockedSignal) return null;
    throw error;
  }
}

/** Asks. Resolves with a sentence if there was nothing to learn: no answer, the credential refused, or no SCIM server. Sends GET only. */
export async function discoverTarget(config: Config): Promise<Discovery | string> {
  const transport = createTransport(config);
  const { baseUrl } = config.target;
  const client = new CheckClient({ transport, journal: new Journal(null, baseUrl), baseUrl, types: () => [], readOnly: true, settleWithinMs: 0, writes: new Map(), onReceived: () => {}, onLag: () => {} }, "init");
  try {
    const discovery = await fetchDiscovery(client);
    const failure = explainPreflight(Object.values(discovery), baseUrl);
    if (failure !== null) return failure;
    const facts = { baseUrl, inProcess: false, mode: "read-only", authType: config.target.auth.type, credentials: { otherTenant: false, lowPrivilege: false }, allowDiscoveryWrites: false, settleWithinMs: 0, resources: {}, capabilities: {} } as const;
    const { target, notes } = describeTarget(discovery, facts, rfcSchemas(loadCatalogue().characteristics));
    return { target, notes, schemes: schemesOf(target), listStatus: await listStatus(client, target) };
  } catch (error) {
    if (error instanceof BlockedSignal) return explainPreflight([error.message], baseUrl) ?? error.message;
    throw error;
  } finally {
    await transport.close();
  }
}
