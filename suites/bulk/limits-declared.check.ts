import { check, published } from "../../src/engine/api.ts";
import { SMALLEST_JOB } from "./limit.ts";

const LIMITS = { maxOperations: "7643-5-bulk-max-operations-required", maxPayloadSize: "7643-5-bulk-max-payload-size-required" } as const;

export default check({
  id: "bulk/limits-declared",
  title: "The configuration states how many operations and how many bytes a bulk request may have",
  failureTitle: "The configuration does not state the limits of bulk requests",
  verifies: ["7643-5-bulk-max-operations-required", "7643-5-bulk-max-payload-size-required", "7644-3.7.4-limits-defined"],
  needs: [published("serviceProviderConfig")],
  after: ["discovery/features"],
  detects: ["bulk-limits-missing", "bulk-limits-text", "bulk-limit-zero", "bulk-payload-limit-tiny"],
  mutates: "nothing",
  remedy: "Give bulk.maxOperations and bulk.maxPayloadSize as positive integers.",
  async run({ expect, target }) {
    const response = target.discovery.serviceProviderConfig;
    const supported = target.supports("bulk") === true;
    for (const [member, id] of Object.entries(LIMITS)) {
      const bulk = target.serviceProviderConfig?.["bulk"];
      const value = typeof bulk === "object" && bulk !== null && !Array.isArray(bulk) ? ((bulk as Readonly<Record<string, unknown>>)[member] ?? null) : null;
      const pointer = `/bulk/${member}`;
      const missing = member === "maxOperations" ? "bulk/operations-limit-missing" : "bulk/payload-limit-missing";
      if (value === null && !supported) {
        expect.of(id, missing).that(false, { message: `bulk.${member} is missing`, expected: "an integer", at: response, pointer });
        continue;
      }
      const integer = Number.isInteger(value) && Number(value) >= 0;
      const ok = expect.of(id).that(integer, { message: `bulk.${member} is ${JSON.stringify(value)}`, expected: "a non-negative integer", actual: String(value), at: response, pointer });
      if (!supported) continue;
      expect.of("7644-3.7.4-limits-defined").that(integer, { message: `bulk is supported, but its limit ${member} is ${JSON.stringify(value)}`, expected: "a positive integer", actual: String(value), at: response, pointer });
      if (!ok) continue;
      const least = member === "maxOperations" ? 1 : SMALLEST_JOB;
      expect.of("7644-3.7.4-limits-defined", "bulk/limit-too-small").that(Number(value) >= least, { message: `bulk is supported, but with ${member} ${String(value)} no job is small enough`, expected: `at least ${least}`, actual: Number(value), at: response, pointer });
    }
  },
});
