import type { Fault } from "./fault.ts";

export const projectionFaults: readonly Fault[] = [];
