import type { Fault } from "./fault.ts";

export const sortFaults: readonly Fault[] = [];
