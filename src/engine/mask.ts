/** What the target echoed of its credentials must not reach the run document by way of what was made of its answers; pure. */
import type { Expectation } from "../model/expectation.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { InstanceResult, Leftover } from "../model/run.ts";
import type { RawCheck } from "./verdict.ts";

/** Masks secrets in a value, whole ones and cut ones. */
export type Mask = (value: Json) => Json;

export const textOf = (text: string, mask: Mask): string => String(mask(text));

/** Ids and codes stay, since they are ours: a credential may happen to be a word of them. */
function expectationWithout(e: Expectation, mask: Mask): Expectation {
  const { message, expected, actual, pointer, counterexample } = e;
  return {
    ...e,
    message: textOf(message, mask),
    expected: mask(expected ?? null),
    actual: mask(actual ?? null),
    ...(pointer === undefined ? {} : { pointer: textOf(pointer, mask) }),
    ...(counterexample === undefined ? {} : { counterexample: { ...counterexample, input: mask(counterexample.input) } }),
  };
}

/** A result of one instance, or how it ended, without secrets in its reason. */
export function reasonWithout<T extends Partial<Pick<InstanceResult, "reason">>>(ended: T, mask: Mask): T {
  return ended.reason === undefined ? ended : { ...ended, reason: textOf(ended.reason, mask) };
}

/** A raw result without secrets. */
export function checkWithout(raw: RawCheck, mask: Mask): RawCheck {
  return { ...raw, instances: raw.instances.map((i) => reasonWithout(i, mask)), expectations: raw.expectations.map((e) => expectationWithout(e, mask)) };
}

/** What could not be removed, without secrets in its URL and the reason. */
export function leftoverWithout(leftover: Leftover, mask: Mask): Leftover {
  return mask(leftover as unknown as JsonObject) as unknown as Leftover;
}
