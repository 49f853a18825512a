import { describe, expect, test } from "vitest";
import type { Outcome } from "../src/model/expectation.ts";
import { causes, type Judged } from "./causes.ts";

/** `name:outcome`, then what it comes after; for a blocked check, what blocks it. */
function check(spec: string, links = ""): Judged {
  const [id = "", outcome = ""] = spec.split(":");
  const names = links.split(" ").filter((n) => n !== "");
  return outcome === "blocked" ? { id, outcome, after: [], blockedBy: names } : { id, outcome: outcome as Outcome, after: names, blockedBy: [] };
}

/** `cause < those that follow | those blocked`. */
const shown = (...checks: readonly Judged[]): readonly string[] =>
  causes(checks).map((c) => `${c.check.id} < ${c.follows.map((f) => f.id).join(" ")} | ${c.blocked.map((b) => b.id).join(" ")}`.replaceAll(/ +/g, " ").trim());

describe("causes", () => {
  test("folds under a failing check what it blocks, and what fails after it, over any distance", () => {
    expect(shown(check("create:fail"), check("patch:fail", "replace"), check("replace:fail", "create"), check("filter:blocked", "create"))).toEqual(["create < patch replace | filter"]);
  });
  test("leaves alone what comes after a passing check, or after nothing", () => {
    expect(shown(check("create:pass"), check("replace:fail", "create"), check("other:fail"))).toEqual(["other < |", "replace < |"]);
  });
  test("a check that passed in between cuts the chain, others do not", () => {
    expect(shown(check("a:fail"), check("b:pass", "a"), check("c:fail", "b"))).toEqual(["a < |", "c < |"]);
    expect(shown(check("a:fail"), check("b:blocked", "a"), check("c:fail", "b"))).toEqual(["a < c | b"]);
    expect(shown(check("a:fail"), check("b:skip", "a"), check("c:fail", "b"))).toEqual(["a < c |"]);
  });
  test("a warning does not swallow a failure, but a failure takes a warning", () => {
    expect(shown(check("a:warn"), check("b:fail", "a"))).toEqual(["b < |", "a < |"]);
    expect(shown(check("a:fail"), check("b:warn", "a"))).toEqual(["a < b |"]);
    expect(shown(check("a:fail"), check("b:warn", "a"), check("c:fail", "b"))).toEqual(["a < c b |"]);
  });
  test("an error is neither folded nor a cause of failures, but may block", () => {
    expect(shown(check("a:error"), check("b:fail", "a"), check("c:blocked", "a"))).toEqual(["a < | c", "b < |"]);
    expect(shown(check("a:fail"), check("b:error", "a"))).toEqual(["b < |", "a < |"]);
  });
  test("what has several causes is listed under each", () => {
    expect(shown(check("a:fail"), check("b:fail"), check("c:fail", "a b"), check("d:blocked", "a b"))).toEqual(["a < c | d", "b < c | d"]);
  });
  test("what is blocked by a folded check hangs on that one's root, once", () => {
    expect(shown(check("a:fail"), check("b:fail", "a"), check("c:blocked", "a b"))).toEqual(["a < b | c"]);
  });
  test("a circle keeps one entry, and nothing gets lost", () => {
    expect(shown(check("b:fail", "a"), check("a:fail", "b"), check("c:fail", "b"))).toEqual(["a < b c |"]);
    expect(shown(check("a:fail", "c"), check("b:fail", "a"), check("c:fail", "b"))).toEqual(["a < b c |"]);
    expect(shown(check("a:warn", "b"), check("b:fail", "a"))).toEqual(["b < a |"]);
    expect(shown(check("a:fail", "a"))).toEqual(["a < |"]);
  });
  test("a check outside the run, or preflight, explains nothing here", () => {
    expect(shown(check("a:fail", "absent"), check("b:blocked", "preflight"))).toEqual(["a < |"]);
  });
  test("the gravest first, then those on which most hangs, then by id", () => {
    expect(shown(check("d:warn"), check("c:fail"), check("b:fail"), check("x:blocked", "c"), check("e:error"))).toEqual(["e < |", "c < | x", "b < |", "d < |"]);
  });
  test("every finding is somewhere, whatever the order of after", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    for (let seed = 1; seed < 400; seed += 1) {
      const bit = (n: number) => ((seed * 2654435761) >>> (n % 29)) & 1;
      const checks = names.map((n, i) => check(`${n}:${bit(i) ? "fail" : bit(i + 7) ? "warn" : "pass"}`, names.filter((_, j) => bit(i * 5 + j * 3)).join(" ")));
      const found = new Set(causes(checks).flatMap((c) => [c.check, ...c.follows]).map((c) => c.id));
      expect([...found].sort()).toEqual(checks.filter((c) => c.outcome !== "pass").map((c) => c.id));
    }
  });
});
