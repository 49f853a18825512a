import type { Fault } from "./fault.ts";

export const readFaults: readonly Fault[] = [];
