import type { Fault } from "./fault.ts";

export const userFaults: readonly Fault[] = [];
