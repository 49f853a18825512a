import type { Fault } from "./fault.ts";

export const createFaults: readonly Fault[] = [];
