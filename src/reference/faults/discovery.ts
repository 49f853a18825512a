import type { Fault } from "./fault.ts";

export const discoveryFaults: readonly Fault[] = [];
