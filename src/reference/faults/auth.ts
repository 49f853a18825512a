import type { Fault } from "./fault.ts";

export const authFaults: readonly Fault[] = [];
