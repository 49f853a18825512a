import type { Fault } from "./fault.ts";

export const paginationFaults: readonly Fault[] = [];
