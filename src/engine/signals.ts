/** The three ways in which a check ends early. They are control flow of the engine, never seen by a reader. */
import type { Precondition } from "../model/check.ts";
import type { TransportError } from "../model/exchange.ts";

/** The server does not offer what the check judges. */
export class SkipSignal extends Error {
  override readonly name = "SkipSignal";
}

/** A precondition did not hold, so the check could not judge anything. */
export class BlockedSignal extends Error {
  override readonly name = "BlockedSignal";
  readonly precondition: Precondition | "response";
  /** For a response that did not come: how it failed to. */
  readonly transport: TransportError["kind"] | undefined;
  constructor(precondition: Precondition | "response", message: string, transport?: TransportError["kind"]) {
    super(message);
    this.precondition = precondition;
    this.transport = transport;
  }
}

/** The run was interrupted (Ctrl-C, run time limit); what is under way stops. */
export class InterruptedSignal extends Error {
  override readonly name = "InterruptedSignal";
}
