import type { Fault } from "./fault.ts";

export const patchFaults: readonly Fault[] = [];
