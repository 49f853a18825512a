/** The target of an assessment as a caller may name it, and what it comes to. */
import { ConfigError } from "../config/error.ts";
import type { RawConfig } from "../config/finish.ts";
import type { AuthConfig } from "../config/types.ts";
import { knownHandler, type Handler, type KnownHandler } from "./handler.ts";
import type { ResourceOptions } from "./options.ts";

/** Base URL of a target in this process whose caller gives none. Nothing is looked up or sent there. */
export const IN_PROCESS_URL = "http://in-process.invalid";

/** A target with what is said of it; the members are those of `target` in a config file. */
export interface TargetDescription {
  /**
   * Where the SCIM endpoints are, such as `https://scim.example.com/v2`, without query or fragment. With a handler, its origin is
   * a name only and its path counts: `http://app.test/scim/v2`; by default `http://in-process.invalid`.
   */
  readonly baseUrl?: string;
  /** Name shown in reports; by default the host of baseUrl. */
  readonly name?: string;
  /** Who sends the requests; by default nobody (`{ type: "none" }`). It is masked in everything that is stored. */
  readonly auth?: AuthConfig;
  /** Header fields sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further credentials; what needs them is judged only if they are given. */
  readonly otherCredentials?: { readonly otherTenant?: AuthConfig; readonly lowPrivilege?: AuthConfig };
  /** How the server's certificate is checked; `caFile` is relative to the working directory. */
  readonly tls?: { readonly caFile?: string; readonly skipVerify?: boolean };
  /** What the harness has to know of single resource types, by name; goes over the option of that name. */
  readonly resources?: Readonly<Record<string, ResourceOptions>>;
  /** Answers the requests within this process, instead of a server that listens at baseUrl. */
  readonly handler?: Handler | (() => Handler | Promise<Handler>);
}

/** A target: described, or a handler alone, or a function without parameters that returns (or resolves with) one of these. */
export type TargetInput = TargetDescription | Handler | (() => TargetDescription | Handler | Promise<TargetDescription | Handler>);

/** A target whose functions were called: its description as in a config file, and what answers in this process. */
export interface ResolvedTarget {
  readonly target: RawConfig["target"];
  readonly resources: Readonly<Record<string, ResourceOptions>>;
  /** Null for a target on the network. */
  readonly handler: KnownHandler | null;
}

const WHAT = "a target is an object with baseUrl or handler, a request listener (request, response), a fetch function (request), a server, an undici Dispatcher, or a function without parameters that returns one of these";

const HINT = "for a listener or fetch function without named parameters use fromListener() or fromFetch()";

const isSupplier = (given: unknown): given is () => unknown => typeof given === "function" && given.length === 0 && knownHandler(given) === null;

/** Calls functions without parameters until something else comes. */
async function supplied(given: unknown, what: string): Promise<unknown> {
  for (let left = 3, value = given; ; left -= 1) {
    if (!isSupplier(value)) return value;
    if (left === 0) throw new ConfigError(`the ${what} function returns nothing but functions without parameters; ${HINT}`);
    try {
      value = await value();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      // A listener that was called without its arguments stumbles over them; a server that cannot start says something else.
      const hint = error instanceof TypeError ? ` (${HINT})` : "";
      throw new ConfigError(`the ${what} function threw, so that nothing was assessed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}${hint}`, [], { cause: error });
    }
  }
}

function described(given: TargetDescription, handler: KnownHandler | null): ResolvedTarget {
  const { handler: _, resources, ...target } = given;
  if (target.baseUrl === undefined && !handler) throw new ConfigError("target.baseUrl is missing: say where the SCIM endpoints are, such as https://scim.example.com/v2, or give a handler that answers in this process");
  return { target: { ...target, baseUrl: target.baseUrl ?? IN_PROCESS_URL }, resources: resources ?? {}, handler };
}

/** Finds out what a target is. Throws a ConfigError for what is none, and where a function of the caller throws. */
export async function resolveTarget(input: unknown): Promise<ResolvedTarget> {
  const given = await supplied(input, "target");
  const direct = knownHandler(given);
  if (direct) return described({}, direct);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const kind = given === null || given === undefined ? String(given) : Array.isArray(given) ? "a list" : `a ${typeof given}`;
    throw new ConfigError(typeof input === "function" ? `what the target function returned cannot be a target: ${kind}; ${WHAT}; ${HINT}` : `a target cannot be ${kind}; ${WHAT}`);
  }
  const description = given as TargetDescription;
  if (description.handler === undefined) return described(description, null);
  const handler = knownHandler(await supplied(description.handler, "target.handler"));
  if (!handler) throw new ConfigError("target.handler is neither a request listener, a fetch function, a server nor an undici Dispatcher");
  return described(description, handler);
}
