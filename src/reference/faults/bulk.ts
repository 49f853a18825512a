import type { Fault } from "./fault.ts";

export const bulkFaults: readonly Fault[] = [];
