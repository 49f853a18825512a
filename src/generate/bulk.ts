/** Bulk jobs as steps on a few resources (RFC 7644 section 3.7). */
import { array, constantFrom, integer, oneof, record, type Arbitrary } from "fast-check";
import { plainText } from "./text.ts";

export type BulkMethod = "POST" | "PUT" | "PATCH" | "DELETE";

/** One operation: POST creates a resource with the text, PUT and PATCH set it on the resource of that number, DELETE removes that one. */
export interface BulkStep {
  readonly method: BulkMethod;
  readonly slot: number;
  readonly text: string;
}

/** Steps of one job, mostly of one of the main methods, so that its operations add up; `slots` resources exist before. */
export function bulkJobs(mains: readonly BulkMethod[], methods: readonly BulkMethod[], slots: number): Arbitrary<readonly BulkStep[]> {
  const step = (method: BulkMethod): Arbitrary<BulkStep> => record({ method: constantFrom(method), slot: integer({ min: 0, max: slots - 1 }), text: plainText() });
  const any = oneof(...methods.map(step));
  const list = (least: number, most: number, one: Arbitrary<BulkStep>) => array(one, { minLength: least, maxLength: most, size: "max" });
  // Mostly long ones; a short one is what they shrink to.
  return constantFrom(...mains).chain((method) => {
    const one = oneof({ weight: 6, arbitrary: step(method) }, { weight: 1, arbitrary: any });
    return oneof({ withCrossShrink: true }, { weight: 1, arbitrary: list(1, 4, one) }, { weight: 8, arbitrary: list(5, 6, one) });
  });
}
