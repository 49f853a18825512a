/** The reference server for callers of the library. */
import { ConfigError } from "../config/error.ts";
import type { Capability } from "../model/capability.ts";
import type { FaultInfo } from "../model/fault.ts";

/** What a reference server is asked to be. */
export interface ReferenceOptions {
  /** Ids of faults to switch on, as listFaults() gives them; none by default: the server conforms. */
  readonly faults?: readonly string[];
  /** Milliseconds that each answer waits; 0 by default. */
  readonly latency?: number;
  /** Capabilities that the server does not offer, and says so. */
  readonly without?: readonly Capability[];
  /** Users that exist from the start, besides those behind the three tokens; 0 by default. */
  readonly seedUsers?: number;
  /** Port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** The bearer token of the main tenant; the two others are derived from it. */
  readonly token?: string;
}

/** A SCIM server that runs in this process, in memory. */
export interface ReferenceServer {
  /** `http://127.0.0.1:<port>/scim/v2` */
  readonly baseUrl: string;
  /** The bearer token that may do everything in the main tenant. */
  readonly token: string;
  /** `lowPrivilege` may read only; `otherTenant` sees other resources. */
  readonly tokens: { readonly primary: string; readonly otherTenant: string; readonly lowPrivilege: string };
  /** Stops the server at once; open connections are cut. */
  close(): Promise<void>;
}

function refuse(problem: string): never {
  throw new ConfigError(`startReferenceServer(): ${problem}`);
}

/** What is wrong with the name of a fault; null if nothing. */
function faultProblem(id: string, find: (id: string) => unknown): string | null {
  try {
    find(id);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Starts a SCIM 2.0 server on 127.0.0.1 that conforms to RFC 7643, 7644 and 9865, cursor pagination included, or that has the
 * faults asked for. Each server has a state of its own, which ends with it. Rejects with a ConfigError for a fault or
 * capability that does not exist and for numbers out of range, and with node's error for a port that is taken.
 */
export async function startReferenceServer(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  const [server, { CAPABILITIES }] = await Promise.all([import("../reference/index.ts"), import("../model/capability.ts")]);
  const { latency = 0, faults = [], without = [], seedUsers = 0, port = 0, token } = options;
  for (const [name, value, most] of [["latency", latency, 2 ** 31 - 1], ["seedUsers", seedUsers, 1_000_000], ["port", port, 65_535]] as const) {
    if (!Number.isInteger(value) || value < 0 || value > most) refuse(`${name} must be a whole number from 0 to ${most}, not ${String(value)}`);
  }
  for (const name of without) if (!CAPABILITIES.includes(name)) refuse(`there is no capability ${String(name)}; allowed: ${CAPABILITIES.join(", ")}`);
  for (const fault of faults) {
    const problem = faultProblem(fault, server.findFault);
    if (problem !== null) refuse(problem);
  }
  return server.startReferenceServer({ faults, latencyMs: latency, without, seedUsers, port, ...(token === undefined ? {} : { token }) });
}

/** The faults that the reference server can have: real bugs of real servers, and ways to violate single requirements. */
export async function listFaults(): Promise<readonly FaultInfo[]> {
  const { listFaults: list } = await import("../reference/index.ts");
  return list();
}
