import type { Fault } from "./fault.ts";

export const schemaFaults: readonly Fault[] = [];
