/** The reference server for callers of the library. */
import { ConfigError } from "../config/error.ts";
import { shownValue, unknownKeys } from "../config/words.ts";
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

/** Names of the options; the type has the compiler see to it that none is missing. */
const OPTIONS: Readonly<Record<keyof ReferenceOptions, true>> = { faults: true, latency: true, without: true, seedUsers: true, port: true, token: true };

/** Numbers, and the largest of each. */
const NUMBERS = { latency: 2 ** 31 - 1, seedUsers: 1_000_000, port: 65_535 } as const;

/** What a bearer token consists of: b64token, RFC 6750 section 2.1. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

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

/** A list of texts, or a complaint that says how it is written. */
function checkList(name: string, value: unknown, example: string): void {
  if (!Array.isArray(value) || !value.every((v) => typeof v === "string")) refuse(`${name} is a list of texts, such as ${name}: ["${example}"], not ${shownValue(value)}`);
}

/** Refuses what the types forbid, for callers without types, and values out of range. */
function checkOptions(options: unknown, capabilities: readonly string[], find: (id: string) => unknown): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) refuse(`the options are an object, not ${shownValue(options)}. Allowed: ${Object.keys(OPTIONS).join(", ")}.`);
  const [unknown] = unknownKeys(options, Object.keys(OPTIONS));
  if (unknown) refuse(unknown.message);
  const { faults = [], without = [], token, ...numbers } = options as ReferenceOptions;
  for (const name of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    const { [name]: value = 0 } = numbers;
    if (!Number.isInteger(value) || value < 0 || value > NUMBERS[name]) refuse(`${name} must be a whole number from 0 to ${NUMBERS[name]}, not ${String(value)}`);
  }
  checkList("without", without, "sort");
  for (const name of without) if (!capabilities.includes(name)) refuse(`there is no capability ${name}; allowed: ${capabilities.join(", ")}`);
  checkList("faults", faults, "create-returns-200");
  for (const fault of faults) {
    const problem = faultProblem(fault, find);
    if (problem !== null) refuse(problem);
  }
  // The token itself is not shown: it is a secret.
  if (token !== undefined && (typeof token !== "string" || !TOKEN.test(token))) refuse("token must be a text of letters, digits and - . _ ~ + / (with = at its end), as RFC 6750 section 2.1 has it");
}

/**
 * Starts a SCIM 2.0 server on 127.0.0.1 that conforms to RFC 7643, 7644 and 9865, cursor pagination included, or that has the
 * faults asked for. Each server has a state of its own, which ends with it. Rejects with a ConfigError for an option, fault or
 * capability that does not exist, for numbers out of range and for a token that cannot be sent, and with node's error for a port
 * that is taken.
 */
export async function startReferenceServer(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  const [server, { CAPABILITIES }] = await Promise.all([import("../reference/index.ts"), import("../model/capability.ts")]);
  checkOptions(options, CAPABILITIES, server.findFault);
  const { latency = 0, faults = [], without = [], seedUsers = 0, port = 0, token } = options;
  return server.startReferenceServer({ faults, latencyMs: latency, without, seedUsers, port, ...(token === undefined ? {} : { token }) });
}

/** The faults that the reference server can have: real bugs of real servers, and ways to violate single requirements. */
export async function listFaults(): Promise<readonly FaultInfo[]> {
  const { listFaults: list } = await import("../reference/index.ts");
  return list();
}
