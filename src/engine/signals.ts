/** The three ways in which a check ends early. They are control flow of the engine, never seen by a reader. */
import type { Precondition } from "../model/check.ts";

/** The server does not offer what the check judges. */
export class SkipSignal extends Error {
  override readonly name = "SkipSignal";
}

/** A precondition did not hold, so the check could not judge anything. */
export class BlockedSignal extends Error {
  override readonly name = "BlockedSignal";
  readonly precondition: Precondition | "response";
  constructor(precondition: Precondition | "response", message: string) {
    super(message);
    this.precondition = precondition;
  }
}

/** The run was interrupted (Ctrl-C, run time limit); what is under way stops. */
export class InterruptedSignal extends Error {
  override readonly name = "InterruptedSignal";
}
