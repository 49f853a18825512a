/** Assessment of a target by its config: wires config, HTTP, catalogue and suites into one run. */
import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import type { Dispatcher } from "undici";
import { loadCatalogue } from "./catalogue/load.ts";
import { loadProfile } from "./catalogue/profile.ts";
import type { Config } from "./config/types.ts";
import { maskedConfig, secrets } from "./config/secrets.ts";
import { renderTemplate } from "./config/template.ts";
import { packageRoot } from "./config/validate.ts";
import { runAssessment, type RunEvent } from "./engine/run.ts";
import { HttpClient } from "./http/client.ts";
import { createRedactor, type Redactor } from "./http/redact.ts";
import type { HttpOptions } from "./http/types.ts";
import type { Replay } from "./model/property.ts";
import type { Run, Shard } from "./model/run.ts";
import { rfcSchemas } from "./scim/schema.ts";
import type { Suites } from "./suites.ts";

/** Version of this package. */
export function version(): string {
  const require = createRequire(import.meta.url);
  return (require(new URL("package.json", packageRoot()).pathname) as { version: string }).version;
}

export interface AssessOptions {
  readonly config: Config;
  readonly suites: Suites;
  readonly seed: number;
  readonly embedded: boolean;
  readonly journalFile: string | null;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** The one counterexample to repeat. */
  readonly replay?: Replay;
  /** Runs one shard of the run alone. */
  readonly shard?: Shard;
  /** Repeats what fails or warns once, to tell flaky findings; true by default. */
  readonly confirm?: boolean;
  /** Carries the requests instead of the network: a target in this process, and the self-test. */
  readonly dispatcher?: Dispatcher;
}

function redactorFor(config: Config): Redactor {
  const { target } = config;
  const hidden = [...(target.auth.type === "header" ? [target.auth.name] : []), ...Object.keys(target.headers)];
  return createRedactor(secrets(config), hidden);
}

function httpOptions(config: Config, signal: AbortSignal | null, sequence = { last: 0 }, redactor = redactorFor(config)): HttpOptions {
  const { target, http } = config;
  return {
    baseUrl: target.baseUrl,
    auth: target.auth,
    credentials: target.otherCredentials,
    headers: target.headers,
    tls: { ...(target.tls.ca === null ? {} : { ca: target.tls.ca }), skipVerify: target.tls.skipVerify },
    timeoutMs: http.timeoutMs,
    ...(signal ? { signal } : {}),
    concurrency: http.concurrency,
    requestsPerSecond: http.requestsPerSecond,
    retries: http.retries,
    maxBodyBytes: http.maxBodyBytes,
    redactor,
    sequence,
    userAgent: `scimspec/${version()}`,
  };
}

/** Runs the assessment. Resolves with the Run document whatever the target does. */
export async function assess(options: AssessOptions): Promise<Run> {
  const { config, suites, signal } = options;
  const catalogue = loadCatalogue();
  const profile = loadProfile(config.profile, catalogue);
  const limit = AbortSignal.timeout(config.http.runTimeoutMs);
  const combined = AbortSignal.any([signal, limit]);
  // Each check under way listens.
  setMaxListeners(0, combined);
  // Both number their exchanges from one sequence: ids are unique within a run.
  const sequence = { last: 0 };
  const redactor = redactorFor(config);
  const carrier = options.dispatcher ? { dispatcher: options.dispatcher } : {};
  const transport = new HttpClient({ ...httpOptions(config, combined, sequence, redactor), ...carrier });
  const cleanupTransport = new HttpClient({ ...httpOptions(config, null, sequence, redactor), ...carrier });
  const { target } = config;
  try {
    return await runAssessment({
      ...suites,
      plugins: suites.plugins ?? [],
      catalogue: new Map(catalogue.requirements.map((r) => [r.id, r])),
      rfcSchemas: rfcSchemas(catalogue.characteristics),
      grading: { profile: (key) => profile.grade(key), overrides: config.severity },
      facts: {
        baseUrl: target.baseUrl,
        // The embedded server stands for one on a network, however the self-test reaches it.
        inProcess: options.dispatcher !== undefined && !options.embedded,
        mode: config.mode,
        authType: target.auth.type,
        credentials: { otherTenant: target.otherCredentials.otherTenant !== undefined, lowPrivilege: target.otherCredentials.lowPrivilege !== undefined },
        allowDiscoveryWrites: config.allow.includes("discovery-writes"),
        settleWithinMs: config.http.settleWithinMs,
        resources: config.resources,
        capabilities: config.capabilities,
      },
      transport,
      cleanupTransport,
      template: (type, variables) => {
        const template = config.resources[type.name]?.template;
        return template ? renderTemplate(template, variables) : undefined;
      },
      selection: config.select,
      properties: { ...config.properties, replay: options.replay ?? null },
      concurrency: config.http.concurrency,
      journalFile: options.journalFile,
      shard: options.shard ?? null,
      confirm: options.confirm ?? true,
      flaky: config.flaky,
      mask: (value) => redactor.derived(value),
      signal: combined,
      onEvent: options.onEvent ?? (() => {}),
      meta: {
        tool: { name: "scimspec", version: version() },
        suite: { version: version(), profile: config.profile },
        target: { name: target.name, baseUrl: target.baseUrl, embedded: options.embedded },
        seed: options.seed,
        failOn: config.failOn,
        config: maskedConfig(config),
        environment: { node: process.versions.node, platform: process.platform, ci: process.env["CI"] !== undefined },
      },
    });
  } finally {
    await Promise.all([transport.close(), cleanupTransport.close()]);
  }
}

/** A transport to the config's target, without recording a run (for clean-up). */
export function createTransport(config: Config): HttpClient {
  return new HttpClient(httpOptions(config, null));
}
