/** Judging what a server must refuse. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { ERROR, sameUrn } from "../../src/scim/urn.ts";
import { same, type Step } from "./support.ts";

export interface Refusal {
  readonly requirement: string;
  readonly what: string;
  /** Code for a success that changed nothing. */
  readonly ignored?: string;
  /** Code for a success that changed something, and for a refusal that did. */
  readonly changed?: string;
  /** Keywords that fit; others are graded by patch/keyword. No keyword always passes. Absent: judged by the caller. */
  readonly keywords?: readonly string[];
  /** Requirement of the keyword. */
  readonly keywordOf?: string;
}

/** The requirements that `refused` judges besides the caller's own. */
export const REFUSAL = ["7644-3.12-status-400", "7644-3.5.2-error-body"] as const;

/** True for a body that is an Error message. */
export function isError(body: JsonObject | undefined): boolean {
  const schemas = body?.["schemas"];
  return Array.isArray(schemas) && (schemas as readonly Json[]).some((s) => typeof s === "string" && sameUrn(s, ERROR));
}

/** Judges the answer to a request that must be refused with 400, an Error message, and no change. */
export function refused(context: CheckContext, step: Step, r: Refusal): boolean {
  const { expect } = context;
  const { response } = step;
  const untouchedNow = same(context, step);
  const status = { expected: 400, actual: response.status, at: response, pointer: "status" };
  const ok = response.status >= 400;
  const effect = untouchedNow ? "" : ", and the resource has changed";
  expect.of(r.requirement, untouchedNow ? r.ignored : r.changed).that(ok && untouchedNow, { message: `${r.what} is answered with ${response.status}${effect}`, ...status });
  if (!ok) return false;
  const lenient = response.status < 500 && response.status !== 400;
  expect.of("7644-3.12-status-400", lenient ? "patch/refused-otherwise" : undefined).that(response.status === 400, { message: `${r.what} is answered with ${response.status}`, ...status });
  expect.of("7644-3.5.2-error-body").that(isError(response.object), { message: `${r.what} is refused with ${response.status}, but without an Error message`, expected: "an Error message", actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
  const keyword = response.object?.["scimType"];
  if (typeof keyword === "string" && r.keywords) expect.of(r.keywordOf ?? r.requirement, "patch/keyword").that(r.keywords.includes(keyword), { message: `${r.what} is refused with scimType ${keyword}`, expected: [...r.keywords], actual: keyword, at: response, pointer: "/scimType" });
  return true;
}
