/** Expectations: recorded comparisons, each on one requirement. Nothing throws; the verdict grades later. */
import type { Check, Detail, Expect, RequirementExpectation, ValueExpectation } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";
import type { Expectation } from "../model/expectation.ts";
import { isObject, type Json } from "../model/json.ts";
import { at as resolve, equal, isUnassigned } from "../scim/value.ts";

/** Longest excerpt of a value from a target that an expectation keeps, in characters. */
const MAX_EXCERPT = 2000;

/** A bounded copy for the record: evidence is in the exchange, so a huge value is not stored twice. */
function excerpt(value: Json | undefined): Json {
  if (value === undefined) return "(absent)";
  if (typeof value === "string") return value.length > MAX_EXCERPT ? `${value.slice(0, MAX_EXCERPT)}…` : value;
  if (value === null || typeof value !== "object") return value;
  const text = JSON.stringify(value);
  return text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : value;
}

/** A value as a reader sees it in a sentence. */
function show(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function statusMatches(status: number, expected: number | readonly number[] | "success" | "client-error" | "refusal"): boolean {
  if (typeof expected === "number") return status === expected;
  if (expected === "success") return status >= 200 && status < 300;
  if (expected === "client-error") return status >= 400 && status < 500;
  if (expected === "refusal") return (status >= 400 && status < 500) || status === 501;
  return expected.includes(status);
}

function describeStatus(expected: number | readonly number[] | "success" | "client-error" | "refusal"): string {
  if (expected === "success") return "a success status (2xx)";
  if (expected === "client-error") return "a client error (4xx)";
  if (expected === "refusal") return "a refusal (4xx or 501)";
  return typeof expected === "number" ? `status ${expected}` : `status ${expected.join(" or ")}`;
}

type Recorder = (expectation: Expectation) => void;

/** Says that an equal comparison has held before, and counts it: then no record of it is made. */
type Repeats = (requirement: string, code: string | undefined) => boolean;

interface Place {
  readonly value: Json | undefined;
  /** In words: `/meta/location`, `header Location`. */
  readonly label: string;
  readonly pointer: string;
  readonly response: ScimResponse;
}

class RequirementExpectations implements RequirementExpectation {
  readonly #requirement: string;
  readonly #code: string | undefined;
  readonly #record: Recorder;
  readonly #repeats: Repeats;

  constructor(requirement: string, code: string | undefined, record: Recorder, repeats: Repeats) {
    this.#requirement = requirement;
    this.#code = code;
    this.#record = record;
    this.#repeats = repeats;
  }

  that(ok: boolean, detail: Detail): boolean {
    if (ok && this.#repeats(this.#requirement, this.#code)) return true;
    const expected = excerpt(detail.expected ?? null);
    const actual = detail.actual === undefined && !("actual" in detail) ? null : excerpt(detail.actual);
    this.#record({
      requirement: this.#requirement,
      ...(this.#code === undefined ? {} : { code: this.#code }),
      ok,
      message: detail.message ?? `expected ${show(detail.expected)}, got ${show(detail.actual)}`,
      expected,
      actual,
      ...(detail.pointer === undefined ? {} : { pointer: detail.pointer }),
      ...(detail.at === undefined ? {} : { exchange: detail.at.exchange }),
    });
    return ok;
  }

  observe(choice: string, detail: Detail = {}): void {
    this.#record({
      requirement: this.#requirement,
      ok: true,
      observation: true,
      message: choice,
      expected: excerpt(detail.expected ?? null),
      actual: excerpt(detail.actual ?? null),
      ...(detail.pointer === undefined ? {} : { pointer: detail.pointer }),
      ...(detail.at === undefined ? {} : { exchange: detail.at.exchange }),
    });
  }

  status(given: ScimResponse, expected: number | readonly number[] | "success" | "client-error" | "refusal"): boolean {
    const response = awaited(given, "status");
    const wanted = describeStatus(expected);
    const path = pathOf(response.url);
    return this.that(statusMatches(response.status, expected), {
      message: `${response.method} ${path} is answered with ${response.status}; expected ${wanted}`,
      expected: wanted,
      actual: response.status,
      at: response,
      pointer: "status",
    });
  }

  at(response: ScimResponse, pointer: string): ValueExpectation {
    return this.#value({ value: resolve(awaited(response, "at").json, pointer), label: pointer === "" ? "the body" : pointer, pointer, response });
  }

  header(response: ScimResponse, name: string): ValueExpectation {
    return this.#value({ value: awaited(response, "header").header(name) ?? undefined, label: `header ${name}`, pointer: `header:${name}`, response });
  }

  #value(place: Place): ValueExpectation {
    const judge = (description: string, ok: boolean, expected: Json): boolean =>
      this.that(ok, {
        message: `${place.label} of ${place.response.method} ${pathOf(place.response.url)} is ${show(place.value)}; expected ${description}`,
        expected,
        actual: place.value ?? "(absent)",
        at: place.response,
        pointer: place.pointer,
      });
    const typed = (description: string, ok: boolean): boolean => judge(description, ok, description);
    const v = place.value;
    return {
      equals: (expected) => judge(show(expected), equal(v, expected), expected),
      exists: () => typed("a value", !(v === undefined || v === null || (Array.isArray(v) && v.length === 0))),
      unassigned: () => typed("no value (absent, null or [])", isUnassigned(v)),
      isString: () => typed("a string", typeof v === "string"),
      isNonEmptyString: () => typed("a non-empty string", typeof v === "string" && v.length > 0),
      isBoolean: () => typed("true or false (a JSON boolean)", typeof v === "boolean"),
      isInteger: () => typed("an integer", Number.isInteger(v)),
      isObject: () => typed("a JSON object", isObject(v)),
      isArray: () => typed("a JSON array", Array.isArray(v)),
      matches: (pattern, description) => typed(description, typeof v === "string" && pattern.test(v)),
      oneOf: (values) => judge(`one of ${values.map(show).join(", ")}`, values.some((x) => equal(v, x)), [...values]),
      is: (description, predicate) => typed(description, predicate(v)),
    };
  }
}

/** The response; throws for a promise of one, since what is forgotten in a check must never look like a verdict. */
function awaited(response: ScimResponse, method: string): ScimResponse {
  if (typeof (response as unknown as Partial<Promise<unknown>> | undefined)?.then === "function") throw new TypeError(`expect.of(...).${method}() was given a promise: await the request first`);
  if (typeof (response as Partial<ScimResponse> | undefined)?.status !== "number") throw new TypeError(`expect.of(...).${method}() was given no response`);
  return response;
}

function pathOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed ? parsed.pathname + parsed.search : url;
}

/** An Expect that hands every expectation to `record`, but for those that hold and that `repeats` has counted. */
export function createExpect(record: Recorder, repeats: Repeats = () => false): Expect {
  return { of: (requirement, code) => new RequirementExpectations(requirement, code, record, repeats) };
}

/** For own checks: a judgement on what the check does not list would be graded as nobody said. The suites are proven otherwise. */
export function declaredOnly(expect: Expect, { plugin, verifies }: Pick<Check, "plugin" | "verifies">): Expect {
  if (plugin === undefined) return expect;
  return {
    of(requirement, code) {
      if (!verifies.includes(requirement)) throw new Error(`it judges ${requirement}, which its \`verifies\` does not list`);
      return expect.of(requirement, code);
    },
  };
}
