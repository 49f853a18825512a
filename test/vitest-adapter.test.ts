/** scimspec/vitest in real runs of vitest, on the test files of test/fixtures/vitest. */
import { beforeAll, describe, expect, test } from "vitest";
import { runVitest, type TestEnd, type VitestRun } from "./vitest-run.ts";

/** All in one worker, without isolation: nothing that a test file does may touch another one. */
const SHARED = { maxWorkers: 1, isolate: false };

let run: VitestRun;
beforeAll(async () => {
  run = await runVitest(["outcomes", "blocked", "baseline", "throwing", "hanging", "unreachable", "twice", "misspelt", "no-such-check", "from-config", "retried", "late", "own", "broken-plugin"], SHARED);
}, 120_000);

const end = (file: string, id: string): TestEnd => {
  const found = run.tests[file]?.get(id);
  if (!found) throw new Error(`${file} has no test ${id}, but ${[...(run.tests[file]?.keys() ?? [])].join(", ")}`);
  return found;
};
const states = (file: string): Record<string, string> => Object.fromEntries([...(run.tests[file] ?? [])].map(([id, { state }]) => [id, state]));

test("each outcome is a state of its test", () => {
  expect(states("outcomes")).toEqual({
    "create/created": "failed",
    "create/declared-uniqueness": "passed",
    "create/external-id": "passed",
    "sort/order": "skipped",
    "invariants/location": "skipped",
    "the run is complete": "passed",
  });
  expect(run.exitCode).toBe(1);
});

test("a failing check is one readable error: finding, requirement, exchange, curl, remedy, and how to run it alone", () => {
  const { message } = end("outcomes", "create/created");
  expect(message).toMatch(/^POST to a resource endpoint does not create the resource/);
  expect(message).toContain("[User] POST /scim/v2/Users is answered with 200; expected status 201");
  expect(message).toContain("Requirement: 7644-3.3-create-201 (RFC 7644 section 3.3, SHALL)");
  expect(message).toMatch(/Request: POST http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/Users\nAnswer: HTTP 200/);
  expect(message).toContain("curl -sS -i -X 'POST'");
  expect(message).toContain("What to do: Answer a POST that creates a resource with 201 Created");
  expect(message).toContain("npx vitest run 'test/fixtures/vitest/outcomes.conformance.js' -t 'create/created:'");
  expect(message).not.toMatch(/\n\s+at /);
  expect(message.length).toBeLessThanOrEqual(6000);
});

test("a skip has its reason, a warning is an annotation", () => {
  expect(end("outcomes", "sort/order").note).toContain("does not support sort");
  expect(end("outcomes", "create/declared-uniqueness").annotations[0]).toMatch(/^warning: \[Device\] a second Device with the same serialNumber .*SHOULD/);
});

test("a blocked check fails with its cause, in three lines", () => {
  const { state, message } = end("blocked", "create/round-trip");
  expect(state).toBe("failed");
  expect(message.split("\n")).toHaveLength(3);
  expect(message).toContain("Blocked by: create/created");
});

test("baseline: a known finding passes with its reason; an entry past its day and a stale one fail", () => {
  expect(end("baseline", "create/created")).toMatchObject({ state: "passed", annotations: expect.arrayContaining([expect.stringMatching(/^known: .*the gateway rewrites 201 \(ann, https:\/\/tickets\.example\/7\): \[User\]/)]) });
  expect(end("baseline", "create/external-id").message).toMatch(/^The baseline accepted this until 2020-01-31 \(.*baseline\.yaml:7\)/);
  const { state, message } = end("baseline", "the baseline is up to date");
  expect(state).toBe("failed");
  expect(message).toMatch(/baseline\.yaml:9: create\/active-false@User on .*: stale/);
  expect(message).toMatch(/baseline\.yaml:7: create\/external-id@User on .*: accepted until 2020-01-31/);
  expect(message).not.toContain("patch/atomic");
});

describe("what cannot be assessed is said once, with file and remedy", () => {
  const once = (file: string): string => {
    const ends = [...(run.tests[file]?.values() ?? [])];
    const [first, ...others] = ends;
    expect(first?.state).toBe("failed");
    expect(others.length).toBeGreaterThan(5);
    const gate = end(file, "the run is complete");
    expect(gate).toMatchObject({ state: "failed", message: expect.stringMatching(/^Nothing was assessed: the test of sort\/.* says why\.$/) });
    expect(others.every((e) => e === gate || (e.state === "skipped" && e.note.startsWith("not assessed: ")))).toBe(true);
    return first?.message ?? "";
  };
  test("a target function that throws", () => {
    expect(once("throwing")).toMatch(/^conformance\(\) in test\/fixtures\/vitest\/throwing\.conformance\.js: the target function threw.*port 5432 is taken.* <- port 5432 is taken/);
  });
  test("a target function that does not return in time", () => {
    expect(end("hanging", "create/created").message).toMatch(/^conformance\(\) in .*hanging\.conformance\.js: the target function gave nothing within 0\.05 s; startTimeout lets it take longer$/);
    expect(end("hanging", "the run is complete").message).toBe("Nothing was assessed: the test of create/created says why.");
  });
  test("a server that does not answer", () => {
    expect(once("unreachable")).toMatch(/^The target cannot be reached: .*connection refused/);
  });
});

test("two calls, misspelt options and empty selections end the collection", () => {
  expect(run.errors["twice"]).toMatch(/^test\/fixtures\/vitest\/twice\.conformance\.js calls conformance\(\) twice.*file of its own/);
  expect(run.errors["misspelt"]).toContain("conformance() in test/fixtures/vitest/misspelt.conformance.js: option profil: unknown key profil; did you mean profile?");
  expect(run.errors["misspelt"]).toContain("option failOn: may is not known. Allowed: must, should, never.");
  expect(run.errors["no-such-check"]).toContain("nothing matches create/creatd; did you mean create/created?");
  for (const file of ["twice", "misspelt", "no-such-check"]) expect(states(file)).toEqual({});
});

test("own checks are tests as well; a plugin that cannot be loaded ends the collection", () => {
  expect(run.errors["own"]).toBe("");
  expect(states("own")).toEqual({ "acme/names": "failed", "the run is complete": "passed" });
  expect(end("own", "acme/names").message).toMatch(/^A user has no display name\n[^]*a user is not called Ann[^]*acme\/rule-names[^]*Fill displayName from the personnel file\./);
  expect(run.errors["broken-plugin"]).toMatch(/^conformance\(\) in test\/fixtures\/vitest\/broken-plugin\.conformance\.js: .*broken-checks\.js: it throws when it is imported: Error: no licence for this plugin/);
});

test("a config file gives what the options do not", () => {
  expect(states("from-config")).toEqual({ "create/created": "passed", "properties/lifecycle": "skipped", "the run is complete": "passed" });
  expect(end("from-config", "create/created").annotations[0]).toMatch(/^warning: .*expected status 201/);
  expect(end("from-config", "properties/lifecycle").note).toContain("switched off");
});

test("a test tried again is judged anew, alone, on the same target", () => {
  expect(states("retried")).toEqual({ "create/created": "passed", "the run is complete": "passed", "one target, and creations of both tries": "passed" });
});

test("retries do not make green what the first run could not assess", () => {
  expect(states("late")).toEqual({ "create/created": "failed", "create/external-id": "skipped", "the run is complete": "failed" });
});
