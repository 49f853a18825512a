import type { FaultInfo } from "../../model/fault.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { isObject, type ServerRequest, type ServerResponse, type Stored } from "../types.ts";

/** A switchable deviation: metadata, and the functions of the behaviour that it replaces. */
export interface Fault extends FaultInfo {
  readonly apply: (behaviour: Behaviour) => Partial<Behaviour>;
}

/** What a fault is, without what it does. */
export type Info = Omit<Fault, "apply">;
type Declare = (id: string, title: string, ...requirements: string[]) => Info;

/** Makers of the metadata of an area's faults, one for each strength; `prefix` stands before each requirement id. */
export function faultsOf(area: string, prefix = ""): Record<Info["strength"], Declare> {
  const of = (strength: Info["strength"]): Declare => (id, title, ...requirements) => ({ id, area, strength, title, requirements: requirements.map((r) => prefix + r) });
  return { must: of("must"), should: of("should"), gray: of("gray"), may: of("may") };
}

type Call = { readonly request: ServerRequest; readonly context: Context };


/** A fault that alters answers: `change` gets the response of the conforming server. */
export function onResponse(info: Info, change: (response: ServerResponse, call: Call) => ServerResponse | void): Fault {
  return {
    ...info,
    apply: (b) => ({
      respond: (call, next) => b.respond(call, (request) => {
        const response = next(request);
        return change(response, { ...call, request }) ?? response;
      }),
    }),
  };
}

/** A fault that alters the body of answers that are JSON objects, in place. */
export function onBody(info: Info, when: (response: ServerResponse, call: Call) => boolean, change: (body: Stored, call: Call, response: ServerResponse) => void): Fault {
  return onResponse(info, (response, call) => {
    if (!when(response, call) || !isObject(response.body)) return;
    const body = structuredClone(response.body) as Stored;
    change(body, call, response);
    response.body = body;
  });
}

/** A fault that alters each resource (User, Group, Device) in successful answers, also inside lists. */
export function onResource(info: Info, change: (resource: Stored, call: Call, response: ServerResponse) => void): Fault {
  return onBody(info, (response, call) => response.status < 300 && isResourcePath(call.request.path), (body, call, response) => {
    const list = body["Resources"];
    if (Array.isArray(list)) for (const item of list) change(item as Stored, call, response);
    else change(body, call, response);
  });
}

/** A fault that alters each document of /ServiceProviderConfig, /ResourceTypes or /Schemas, in lists and alone. */
export function onDocument(info: Info, kind: "ServiceProviderConfig" | "ResourceTypes" | "Schemas", change: (document: Stored, call: Call) => void): Fault {
  return onBody(info, (response, call) => response.status === 200 && call.request.path.startsWith(`/${kind}`), (body, call) => {
    const list = body["Resources"];
    if (Array.isArray(list)) for (const item of list) change(item as Stored, call);
    else change(body, call);
  });
}

/** True below /Users, /Groups and /Devices. */
export function isResourcePath(path: string): boolean {
  return /^\/(Users|Groups|Devices)(\/|$)/.test(path);
}

/** True for the path of one resource, not of a collection. */
export function isSingle(path: string): boolean {
  return /^\/(Users|Groups|Devices)\/[^/]+$/.test(path);
}

/** True for the path of a collection. */
export function isCollection(path: string): boolean {
  return /^\/(Users|Groups|Devices)$/.test(path);
}
