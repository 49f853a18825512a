/** Real third-party servers, assessed whole: what is found is what docs/interop adjudicates. */
import { writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { assess } from "../src/assess.ts";
import { defaultConfig, properties } from "../src/config/finish.ts";
import type { Run } from "../src/model/run.ts";
import { loadSuites, type Suites } from "../src/suites.ts";
import { startBetterAuth } from "./interop-better-auth.ts";
import { startScimmy } from "../examples/express-scimmy/server.ts";

let suites: Suites;
beforeAll(async () => {
  suites = await loadSuites();
});

type Other = { readonly otherCredentials: { readonly otherTenant: { readonly type: "bearer"; readonly token: string } } };

async function assessed(baseUrl: string, token: string, other?: Other): Promise<Run> {
  const base = defaultConfig(baseUrl, { type: "bearer", token }, other);
  // Time is no limit to generated cases, so that a busy machine finds the same.
  const config = { ...base, properties: { ...properties("normal"), timeMs: 3_600_000 } };
  // Confirmations tell flaky findings, which these servers have none of.
  return assess({ config, suites, seed: 1, confirm: false, embedded: false, journalFile: null, signal: new AbortController().signal });
}

/** `INTEROP_OUT=folder` keeps the runs for adjudication. */
function keep(name: string, run: Run): void {
  const folder = process.env["INTEROP_OUT"];
  if (folder) writeFileSync(`${folder}/${name}.json`, JSON.stringify(run, null, 1));
}

const findings = (run: Run): readonly string[] => [...new Set(run.checks.flatMap((c) => c.findings.map((f) => `${f.severity} ${c.id} ${f.requirement}`)))].sort();

interface ThirdParty {
  readonly baseUrl: string;
  readonly token: string;
  readonly otherToken?: string;
  close(): Promise<void>;
}

async function adjudicated(name: string, server: ThirdParty): Promise<void> {
  try {
    const other = server.otherToken === undefined ? undefined : ({ otherCredentials: { otherTenant: { type: "bearer", token: server.otherToken } } } as const);
    const run = await assessed(server.baseUrl, server.token, other);
    keep(name, run);
    expect(run.preflightFailure).toBe(null);
    expect(run.leftovers).toEqual([]);
    expect(run.summary.error).toBe(0);
    expect(findings(run)).toMatchSnapshot();
  } finally {
    await server.close();
  }
}

test("scimmy: its findings are those adjudicated in docs/interop/scimmy.md", async () => {
  await adjudicated("scimmy", await startScimmy());
}, 900_000);

test("Better Auth: its findings are those adjudicated in docs/interop/better-auth.md", async () => {
  await adjudicated("better-auth", await startBetterAuth());
}, 900_000);
