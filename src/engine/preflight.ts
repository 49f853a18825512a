/** Preflight: is there a SCIM server at all, and does it let us in? (design section 5) */
import type { ScimClient, ScimResponse } from "../model/client.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../model/target.ts";
import { BlockedSignal } from "./signals.ts";

async function attempt(send: () => Promise<ScimResponse>): Promise<ScimResponse | string> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof BlockedSignal) return error.message;
    throw error;
  }
}

function holdsScim(response: ScimResponse): boolean {
  return isObject(response.json) && Array.isArray(response.json["schemas"]) && response.json["schemas"].length > 0;
}

/** The one sentence that explains why the target cannot be assessed; null if it can. */
export function explainPreflight(answers: readonly (ScimResponse | string)[], baseUrl: string): string | null {
  const responses = answers.filter((a): a is ScimResponse => typeof a !== "string");
  const first = answers.find((a): a is string => typeof a === "string");
  if (responses.length === 0) return `The target ${baseUrl} gives no answer: ${first ?? "nothing was sent"}.`;
  const statuses = [...new Set(responses.map((r) => r.status))].sort((a, b) => a - b);
  if (statuses.every((s) => s === 401 || s === 403)) {
    return `The target ${baseUrl} refuses the credential: every request is answered with ${statuses.join(" or ")}; check target.auth.`;
  }
  if (responses.some((r) => r.ok && holdsScim(r))) {
    // Discovery may be public; resources that are all closed mean that the credential does not work.
    const resources = responses.filter((r) => !/\/(ServiceProviderConfig|ResourceTypes|Schemas)$/.test(new URL(r.url).pathname));
    const refused = resources.length > 0 && resources.every((r) => r.status === 401 || r.status === 403);
    return refused ? `The target ${baseUrl} refuses the credential: every resource endpoint is answered with 401 or 403; check target.auth.` : null;
  }
  const kinds = [...new Set(responses.map((r) => r.mediaType ?? "no media type"))].join(", ");
  return `No answer of ${baseUrl} holds a SCIM message or resource (status ${statuses.join(", ")}; ${kinds}); is it the base URL of a SCIM server?`;
}

/** What preflight learned. */
export interface Probed {
  readonly answers: readonly (ScimResponse | string)[];
  /** Why nothing can be created of a type, by its name: the server refuses that for this type alone. */
  readonly closed: ReadonlyMap<string, string>;
}

/** Statuses by which a server says that a type is not for clients to write. */
const CLOSED = new Set([403, 405, 501]);

/** Creates and deletes one resource; the answers. */
async function createAndDelete(scim: ScimClient, target: TargetView, type: ResourceTypeInfo, body: JsonObject): Promise<readonly (ScimResponse | string)[]> {
  const created = await attempt(() => scim.create(type, body));
  const id = typeof created === "string" || !created.ok ? undefined : created.object?.["id"];
  if (typeof id !== "string") return [created];
  return [created, await attempt(() => scim.delete(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`))];
}

/** Lists one resource of each type and, unless read-only, creates and deletes one of each. */
export async function probe(scim: ScimClient, target: TargetView, body: (type: ResourceTypeInfo) => JsonObject): Promise<Probed> {
  const types = target.resourceTypes;
  const lists = await Promise.all(types.map((type) => attempt(() => scim.list(type, { count: "1" }))));
  if (target.mode === "read-only") return { answers: lists, closed: new Map() };
  const writes = await Promise.all(types.map((type) => createAndDelete(scim, target, type, body(type))));
  const created = writes.map(([first]) => first);
  const closed = types.flatMap((type, i): readonly (readonly [string, string])[] => {
    const answer = created[i];
    if (answer === undefined || typeof answer === "string" || !CLOSED.has(answer.status)) return [];
    return [[type.name, `the server does not let clients create ${type.name} resources: POST ${type.endpoint} is answered with ${answer.status}`]];
  });
  // Where nothing at all can be created, that is what the checks have to say.
  const open = created.some((answer) => typeof answer === "object" && answer.ok);
  return { answers: [...lists, ...writes.flat()], closed: new Map(open ? closed : []) };
}
