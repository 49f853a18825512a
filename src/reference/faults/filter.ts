import type { Fault } from "./fault.ts";

export const filterFaults: readonly Fault[] = [];
