import { expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { assess } from "../src/assess.ts";
import { defaultConfig } from "../src/config/finish.ts";
import { loadSuites } from "../src/suites.ts";
import { startScimmy } from "./interop-scimmy.ts";

test("scimmy is assessed whole, and its findings are those adjudicated in docs/interop/scimmy.md", async () => {
  const server = await startScimmy();
  try {
    const config = defaultConfig(server.baseUrl, { type: "bearer", token: server.token });
    const run = await assess({ config, suites: await loadSuites(), seed: 1, embedded: false, journalFile: null, signal: new AbortController().signal });
    if (process.env["SCIMMY_OUT"]) writeFileSync(process.env["SCIMMY_OUT"], JSON.stringify(run, null, 1));
    expect(run.preflightFailure).toBe(null);
    expect(run.leftovers).toEqual([]);
    expect(run.summary.error).toBe(0);
    const findings = [...new Set(run.checks.flatMap((c) => c.findings.map((f) => `${f.severity} ${c.id} ${f.requirement}`)))].sort();
    expect(findings).toMatchSnapshot();
  } finally {
    await server.close();
  }
});
