import type { Capability } from "../model/capability.ts";
import type { Severity } from "../model/expectation.ts";
import type { Threshold } from "../model/gate.ts";
import type { JsonObject } from "../model/json.ts";
import type { PropertyBudget, PropertyLevel } from "../model/property.ts";
import type { FailOn } from "../model/run.ts";

export type AuthConfig =
  | { readonly type: "none" }
  | { readonly type: "bearer"; readonly token: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "header"; readonly name: string; readonly value: string };

export interface ResourceConfig {
  readonly template: JsonObject | null;
  readonly omit: readonly string[];
  readonly fixed: readonly string[];
  readonly ignore: boolean;
}

/** A plugin as somebody named it. */
export interface PluginReference {
  /** `./my-checks.js` or `@acme/scim-checks`. */
  readonly module: string;
  /** Absolute folder from which it is found: that of the config file, or the working folder. */
  readonly folder: string;
}

/** The validated config, all defaults filled in. Durations are milliseconds, sizes bytes. */
export interface Config {
  readonly target: {
    readonly name: string;
    /** Without trailing slash. */
    readonly baseUrl: string;
    readonly auth: AuthConfig;
    readonly headers: Readonly<Record<string, string>>;
    readonly tls: { readonly ca: string | null; readonly skipVerify: boolean };
    readonly otherCredentials: { readonly otherTenant?: AuthConfig; readonly lowPrivilege?: AuthConfig };
  };
  readonly http: {
    readonly timeoutMs: number;
    readonly runTimeoutMs: number;
    readonly concurrency: number;
    readonly requestsPerSecond: number | null;
    readonly retries: number;
    readonly maxBodyBytes: number;
    readonly settleWithinMs: number;
  };
  readonly resources: Readonly<Record<string, ResourceConfig>>;
  readonly capabilities: Readonly<Partial<Record<Capability, { readonly supported: boolean; readonly reason: string }>>>;
  readonly profile: string;
  /** Plugins with own checks; their code runs with the rights of the user. */
  readonly extend: readonly PluginReference[];
  readonly select: { readonly suites: readonly string[]; readonly checks: readonly string[]; readonly requirements: readonly string[]; readonly level: "must" | "should" | "may" };
  readonly severity: Readonly<Record<string, { readonly is: Severity; readonly reason?: string }>>;
  readonly failOn: FailOn;
  /** `report`: a finding that is gone when its check is repeated does not make the run not conformant. */
  readonly flaky: "gate" | "report";
  /** Policy of single areas, by name. */
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** File of known findings; null without one. */
  readonly baseline: string | null;
  readonly mode: "full" | "read-only";
  readonly allow: readonly string[];
  readonly properties: PropertyBudget & { readonly level: PropertyLevel };
  readonly seed: number | null;
  readonly reports: readonly string[];
  readonly out: string;
}

/** One complaint about a config, for people. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `target.auth.token`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

export type LoadResult = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };
