import { array, constant, integer, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation } from "../model/expectation.ts";
import type { PropertySettings } from "../model/property.ts";
import { DiscardSignal, PropertyRunner } from "./property.ts";
import { decodeReplay, derivedSeed, encodeReplay } from "./replay.ts";
import { BlockedSignal, InterruptedSignal } from "./signals.ts";

const SETTINGS: PropertySettings = { level: "normal", runs: 50, timeMs: 10_000, requests: 200, replay: null };
const R = "7644-3.4.2.2-op-eq";

/** A client that counts what the judge says it sent. */
function client() {
  const sent: string[] = [];
  let released = 0;
  let putOff = -1;
  return {
    /** A request that is answered with 429. */
    sendInVain: (): void => {
      putOff = sent.length;
      sent.push(`x${sent.length}`);
    },
    putOffSince: (mark: { readonly sent: number }) => putOff >= mark.sent,
    send: (): void => void sent.push(`x${sent.length}`),
    get released(): number {
      return released;
    },
    get requests(): number {
      return sent.length;
    },
    mark: () => ({ sent: sent.length, made: 0 }),
    exchangesSince: (mark: { readonly sent: number }) => sent.slice(mark.sent),
    release: (): Promise<void> => {
      released += 1;
      return Promise.resolve();
    },
  };
}

function runner(settings: Partial<PropertySettings> = {}, seed = 7, counts: (e: Expectation) => boolean = () => true) {
  const recorded: Expectation[] = [];
  const http = client();
  const properties = new PropertyRunner({ settings: { ...SETTINGS, ...settings }, seed, check: "properties/test", instance: "User", client: http, record: (e) => recorded.push(e), counts });
  return { properties, recorded, http };
}

const below = (limit: number) => (n: number, expectCase: { of: (id: string) => { that: (ok: boolean, d: object) => boolean } }): Promise<void> => {
  expectCase.of(R).that(n < limit, { message: `${n} is too large`, expected: limit, actual: n });
  return Promise.resolve();
};

describe("a property", () => {
  test("that holds records how often, once for each requirement", async () => {
    const { properties, recorded } = runner();
    await properties.forAll({ name: "small", weight: 2 }, integer({ min: 0, max: 9 }), below(10));
    expect(recorded).toMatchObject([{ requirement: R, ok: true, count: 100, message: "small held for 100 of 100 generated cases" }]);
  });
  test("leaves out the cases that compare nothing", async () => {
    const { properties, recorded } = runner();
    await properties.forAll({ name: "even" }, integer({ min: 0, max: 999 }), (n, e) => (n % 2 === 0 ? below(1000)(n, e) : Promise.resolve()));
    const [{ judged, discarded, reasons } = { judged: 0, discarded: 0, reasons: [] }] = properties.ends;
    expect([judged + discarded, judged > 5, discarded > 5, reasons]).toEqual([50, true, true, ["nothing was compared in it"]]);
    expect(recorded).toMatchObject([{ ok: true, count: judged, message: `even held for ${judged} of 50 generated cases (${discarded} discarded: nothing was compared in it)` }]);
  });
  test("that does not hold gives the smallest case, and a token that repeats it", async () => {
    const { properties, recorded } = runner();
    await properties.forAll({ name: "small" }, integer({ min: 0, max: 1000 }), below(10));
    expect(recorded).toMatchObject([{ ok: false, actual: 10, counterexample: { property: "small", input: 10 } }]);
    const replay = decodeReplay(recorded[0]?.counterexample?.replay ?? "");
    expect(replay).toMatchObject({ check: "properties/test", instance: "User", property: "small", seed: 7 });
    const again = runner({ replay });
    await again.properties.forAll({ name: "other" }, integer(), below(0));
    await again.properties.forAll({ name: "small" }, integer({ min: 0, max: 1000 }), below(10));
    expect(again.recorded).toMatchObject([{ ok: false, actual: 10, counterexample: { input: 10, replay: recorded[0]?.counterexample?.replay } }]);
  });
  test("is the same for the same seed, and another for another", async () => {
    const draws = async (seed: number): Promise<readonly number[]> => {
      const seen: number[] = [];
      await runner({}, seed).properties.forAll({ name: "seen" }, integer(), (n, e) => (seen.push(n), e.of(R).that(true, {}), Promise.resolve()));
      return seen;
    };
    expect(await draws(1)).toEqual(await draws(1));
    expect(await draws(1)).not.toEqual(await draws(2));
    expect(new Set(Array.from({ length: 500 }, (_v, i) => derivedSeed(i, "properties/test", "User", "seen"))).size).toBe(500);
  });
  test("ends with its budget of requests, and says so", async () => {
    const { properties, recorded, http } = runner({ requests: 30 });
    await properties.forAll({ name: "dear" }, integer(), (_n, e) => (http.send(), http.send(), http.send(), e.of(R).that(true, {}), Promise.resolve()));
    expect(http.requests).toBe(30);
    expect(recorded[0]?.message).toBe("dear held for 10 of 50 generated cases (budget of 30 requests)");
  });
  test("judges no case in which a busy server put the client off, and says so", async () => {
    const { properties, recorded, http } = runner({ runs: 20 });
    let cases = 0;
    await properties.forAll({ name: "busy" }, integer(), (_n, e) => {
      cases += 1;
      if (cases % 4 === 0) http.sendInVain();
      else http.send();
      e.of(R).that(cases % 4 !== 0, { message: "not what was asked for" });
      return Promise.resolve();
    });
    expect(recorded).toMatchObject([{ ok: true, count: 15, message: "busy held for 15 of 20 generated cases (5 discarded: the server was busy: it answered 429 or 503)" }]);
  });
  test("ends with its time, and says so", async () => {
    const { properties, recorded } = runner({ timeMs: 60 });
    await properties.forAll({ name: "slow" }, integer(), async (_n, e) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      e.of(R).that(true, {});
    });
    expect(recorded[0]?.message).toMatch(/^slow held for [1-4] of 50 generated cases \(time budget of 0.06 s\)$/);
  });
  test("shrinks within a bounded number of requests", async () => {
    const { properties, recorded, http } = runner({ requests: 10 });
    await properties.forAll({ name: "long" }, array(string({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 200, size: "max" }), (list, e) => (http.send(), e.of(R).that(list.length < 1, { message: "never" }), Promise.resolve()));
    expect(recorded).toHaveLength(1);
    expect(http.requests).toBeLessThanOrEqual(10 + 10 * 5 + 1);
  });
  test("deletes what each case made", async () => {
    const { properties, http } = runner();
    await properties.forAll({ name: "makes" }, constant(1), (_n, e) => (e.of(R).that(true, {}), Promise.resolve()));
    expect(http.released).toBe(50);
  });
});

describe("what is no counterexample", () => {
  test("is a case that is discarded: it is counted, with the most frequent reason", async () => {
    const { properties, recorded } = runner();
    let n = 0;
    await properties.forAll({ name: "half" }, integer(), (_n, e) => {
      n += 1;
      if (n % 2 === 0) throw new DiscardSignal("refused with 400");
      e.of(R).that(true, {});
      return Promise.resolve();
    });
    expect(recorded[0]?.message).toBe("half held for 25 of 50 generated cases (25 discarded: refused with 400)");
  });
  test("is a transport error, and after a few of them without any case judged the check is blocked", async () => {
    const { properties, recorded } = runner();
    let tries = 0;
    const ended = properties.forAll({ name: "unreachable" }, integer(), () => {
      tries += 1;
      throw new BlockedSignal("response", "no HTTP response");
    });
    await expect(ended).rejects.toThrow("no HTTP response");
    expect(tries).toBe(8);
    expect(recorded).toEqual([]);
  });
  test("is an expectation that the config or the profile does not grade", async () => {
    const { properties, recorded } = runner({}, 7, () => false);
    await properties.forAll({ name: "small" }, integer({ min: 500, max: 1000 }), below(10));
    expect(recorded).toMatchObject([{ requirement: R, ok: false, count: 50 }]);
    expect(recorded[0]?.counterexample).toBe(undefined);
  });
  test("is an interruption, which ends the check", async () => {
    const { properties } = runner();
    await expect(properties.forAll({ name: "stopped" }, integer(), () => Promise.reject(new InterruptedSignal("Ctrl-C")))).rejects.toThrow("Ctrl-C");
  });
  test("is a mistake of ours, which is reported as one", async () => {
    const { properties } = runner();
    await expect(properties.forAll({ name: "broken" }, integer(), () => Promise.reject(new TypeError("undefined is no function")))).rejects.toThrow(TypeError);
  });
  test("is nothing at all: a property without a judged case leaves its reason", async () => {
    const { properties, recorded } = runner();
    await properties.forAll({ name: "none" }, integer(), () => Promise.reject(new DiscardSignal("no filter")));
    expect(recorded).toEqual([]);
    expect(properties.ends).toEqual([{ judged: 0, discarded: 20, reasons: ["no filter"] }]);
  });
});

test("replay tokens survive encoding, and nonsense is refused", () => {
  const replay = { check: "properties/lifecycle", instance: "User", property: "last-write-is-seen", seed: 4_294_967_295, path: "3:0:1", commands: "BAAC:F" };
  expect(decodeReplay(encodeReplay(replay))).toEqual(replay);
  const own = { ...replay, check: "@acme/scim-checks/names/kept" };
  expect(decodeReplay(encodeReplay(own))).toEqual(own);
  expect(decodeReplay(encodeReplay({ ...replay, instance: "", commands: "" }))).toEqual({ ...replay, instance: "", commands: "" });
  for (const text of ["", "nonsense", "a/b:c", "a/b:c:x:0", "a/b:c:99999999999:0", "../../etc:passwd:1:0"]) expect(decodeReplay(text)).toBe(null);
});
