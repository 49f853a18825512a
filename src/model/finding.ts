/** What makes findings the same, within a run and from run to run. */
import type { CheckResult, Finding } from "./run.ts";

/** Where a finding belongs: check, requirement, and code and instance where it has them. */
export interface FindingPlace {
  readonly check: string;
  readonly requirement: string;
  readonly code?: string;
  readonly instance?: string;
}

/** Equal for findings of the same place, whatever their message, values and exchanges are. */
export function findingKey({ check, requirement, code, instance }: FindingPlace): string {
  return JSON.stringify([check, requirement, code ?? "", instance ?? ""]);
}

/** A finding without its evidence. */
export interface DistinctFinding extends FindingPlace, Pick<Finding, "severity" | "message"> {
  readonly flaky?: boolean;
}

/** The findings of these checks, one for each place; the gravest stands for all. */
export function distinctFindings(checks: readonly CheckResult[]): readonly DistinctFinding[] {
  const found = new Map<string, DistinctFinding>();
  for (const check of checks) {
    for (const { requirement, code, instance, severity, message, flaky } of check.findings) {
      const finding: DistinctFinding = { check: check.id, requirement, ...(code === undefined ? {} : { code }), ...(instance === undefined ? {} : { instance }), severity, message, ...(flaky === true ? { flaky } : {}) };
      const known = found.get(findingKey(finding));
      if (!known || (known.severity === "warn" && severity === "fail")) found.set(findingKey(finding), finding);
    }
  }
  return [...found.values()];
}
