import type { Fault } from "./fault.ts";

export const groupFaults: readonly Fault[] = [];
