/** Limits of bulk jobs: judging the answer to one above them (RFC 7644 section 3.7.4). */
import type { Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";

/** More operations than this are never sent. */
export const MANY_OPERATIONS = 1000;
/** As many operations as declared are sent only up to here: each is carried out. */
export const FEW_OPERATIONS = 100;
/** More bytes than this are never sent. */
export const LARGE_PAYLOAD = 4_000_000;

/** No job is smaller than this, in bytes. */
export const SMALLEST_JOB = 150;

export interface Exceeded {
  readonly member: "maxOperations" | "maxPayloadSize";
  readonly limit: number;
  /** The job in words. */
  readonly what: string;
}

export function judgeLimit(expect: Expect, response: ScimResponse, { member, limit, what }: Exceeded): void {
  const detail = { message: `${what} is answered with ${response.status}; ${member} is ${limit}`, expected: 413, actual: response.status, at: response, pointer: "status" };
  if (!expect.of("7644-3.7.4-limit-413").that(response.status === 413, detail)) return;
  const text = response.text ?? "";
  const named = text.toLowerCase().includes(member.toLowerCase()) || new RegExp(`(^|\\D)${limit}(\\D|$)`).test(text);
  const bare = response.object?.["schemas"] === undefined;
  const said = { message: bare ? "413 comes without a SCIM Error message" : `413 does not say that ${member} (${limit}) was exceeded`, expected: member, actual: response.object?.["detail"] ?? (text.slice(0, 200) || "(no body)"), at: response, pointer: bare ? "" : "/detail" };
  expect.of("7644-3.7.4-limit-named", "bulk/limit-not-named").that(named && !bare, said);
  expect.of("7644-3.12-status-413", "bulk/limit-not-explained").that(named && !bare, said);
}
