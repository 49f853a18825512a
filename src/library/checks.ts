/** What there is to check, for callers of the library. */
import type { RequirementClass } from "../model/requirement.ts";

/** A check or invariant, described. */
export interface CheckDescription {
  /** `suite/words`, the name for `select.checks`. */
  readonly id: string;
  readonly suite: string;
  /** `invariant`: judged on every exchange of the run. */
  readonly kind: "check" | "invariant";
  /** What a conforming server does. */
  readonly title: string;
  /** What a server that fails does instead. */
  readonly failureTitle: string;
  /** Ids of the requirements that it judges, such as `7644-3.3-create-201`. */
  readonly requirements: readonly string[];
  /** The strictest class of these requirements. */
  readonly class: RequirementClass;
  /** What the target must offer, in words; otherwise it is skipped. */
  readonly needs: readonly string[];
  /** True for properties: judged over generated cases. */
  readonly generates: boolean;
  /** What to change in a server that fails. */
  readonly remedy: string;
}

const ORDER: readonly RequirementClass[] = ["must", "should", "may"];

/** All checks and invariants of this version, in the order of their ids. */
export async function listChecks(): Promise<readonly CheckDescription[]> {
  const [{ loadSuites }, { loadCatalogue }, { classOf }] = await Promise.all([import("../suites.ts"), import("../catalogue/load.ts"), import("../model/requirement.ts")]);
  const { checks, invariants } = await loadSuites();
  const levels = new Map(loadCatalogue().requirements.map((r) => [r.id, classOf(r.level)]));
  const described = [...checks, ...invariants].map((c): CheckDescription => {
    const { id, suite, kind, title, failureTitle, verifies, remedy } = c;
    const strictest = ORDER.find((k) => verifies.some((v) => levels.get(v) === k)) ?? "may";
    const own = c.kind === "check" ? { needs: (c.needs ?? []).map((n) => n.label), generates: c.generates ?? false } : { needs: [], generates: false };
    return { id, suite, kind, title, failureTitle, requirements: verifies, class: strictest, remedy, ...own };
  });
  return described.sort((a, b) => (a.id < b.id ? -1 : 1));
}
