import { describe, expect, test } from "vitest";
import { Pacer, retryAfter, Semaphore } from "./limits.ts";
import { StopSwitch } from "./stop.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

describe("Retry-After", () => {
  test.each([
    [null, null],
    ["3", 3000],
    [" 0 ", 0],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["1.5", null],
    ["-5", null],
    ["soon", null],
    ["", null],
  ])("%j is %j ms", (value, expected) => {
    expect(retryAfter(value, NOW)).toBe(expected);
  });
});

test("the semaphore serves in the order of asking", async () => {
  const semaphore = new Semaphore(1);
  const order: number[] = [];
  await Promise.all(
    [1, 2, 3].map(async (n) => {
      await semaphore.acquire();
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(n);
      semaphore.release();
    }),
  );
  expect(order).toEqual([1, 2, 3]);
});

describe("the pacer", () => {
  test("spaces requests without a burst, in the order of asking", async () => {
    const pacer = new Pacer(50, new StopSwitch(undefined, undefined));
    const started = performance.now();
    const times: number[] = [];
    await Promise.all(Array.from({ length: 11 }, () => pacer.turn().then(() => times.push(performance.now() - started))));
    expect(times[10]).toBeGreaterThan(170);
    expect(times[10]).toBeLessThan(1000);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
  test("a pause holds back also what is waiting already", async () => {
    const pacer = new Pacer(20, new StopSwitch(undefined, undefined));
    await pacer.turn();
    const started = performance.now();
    const waiting = pacer.turn();
    pacer.pause(200);
    await waiting;
    expect(performance.now() - started).toBeGreaterThan(190);
  });
  test("lets everything go when work ends", async () => {
    const stop = new StopSwitch(undefined, undefined);
    const pacer = new Pacer(null, stop);
    pacer.pause(60_000);
    const started = performance.now();
    const waiting = Promise.all([pacer.turn(), pacer.turn()]);
    stop.trip("enough");
    await waiting;
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("the stop switch", () => {
  test("says why: a signal, its time limit, a reason of ours, the deadline", async () => {
    expect(new StopSwitch(AbortSignal.abort(), undefined).reason).toBe("the run was stopped");
    expect(new StopSwitch(AbortSignal.abort("Ctrl-C"), undefined).reason).toBe("Ctrl-C");
    expect(new StopSwitch(AbortSignal.abort(new Error("no more")), undefined).reason).toBe("no more");
    expect(new StopSwitch(undefined, Date.now() - 1).reason).toContain("http.runTimeout");
    expect(new StopSwitch(undefined, Date.now() + 1e12).reason).toBeNull();
    const timed = new StopSwitch(AbortSignal.timeout(10), undefined);
    await timed.wait(5000);
    expect(timed.reason).toContain("http.runTimeout");
  });
});
