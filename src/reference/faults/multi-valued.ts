import type { Fault } from "./fault.ts";

export const multiValuedFaults: readonly Fault[] = [];
