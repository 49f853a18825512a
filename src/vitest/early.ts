/** Results that are known before the end of the run: checks that passed or do not apply. Findings wait for the gate's decision. */
import type { RunEvent } from "../engine/run.ts";
import { oneLine } from "../../reports/safe-text.ts";
import type { Shown } from "./shown.ts";

const MAX_REASON = 600;

export class Early {
  readonly #known = new Map<string, Shown>();
  readonly #waiting = new Map<string, (shown: Shown) => void>();

  /** Takes in what happens in the run. */
  on(event: RunEvent): void {
    if (event.kind !== "check-judged" || event.findings > 0) return;
    if (event.outcome === "pass") this.#tell(event.check, { kind: "pass", notes: [] });
    else if (event.outcome === "skip") this.#tell(event.check, { kind: "skip", reason: oneLine(event.reason ?? "not applicable", MAX_REASON) });
  }

  /** Resolves once the check has passed or was skipped; never, if it has findings or could not be judged. */
  of(check: string): Promise<Shown> {
    const known = this.#known.get(check);
    return known ? Promise.resolve(known) : new Promise((resolve) => this.#waiting.set(check, resolve));
  }

  #tell(check: string, shown: Shown): void {
    this.#known.set(check, shown);
    this.#waiting.get(check)?.(shown);
    this.#waiting.delete(check);
  }
}
