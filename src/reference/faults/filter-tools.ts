/** What the faults of filters share. */
import { ScimError } from "../types.ts";
import type { Fault, Info } from "./fault.ts";

/** Matches every resource. */
export const EVERYTHING = "id pr";

/** A fault that reads another filter than the one sent. */
export const rewrites = (info: Info, change: (text: string) => string): Fault => ({
  ...info,
  apply: (b) => ({ parseFilter: (text, types, call) => b.parseFilter(change(text), types, call) }),
});

/** A fault that fails on some filters. */
export const crashes = (info: Info, when: (text: string) => boolean, status = 500): Fault =>
  rewrites(info, (text) => {
    if (when(text)) throw new ScimError(status, "The filter cannot be read.", status === 400 ? "invalidFilter" : undefined);
    return text;
  });
