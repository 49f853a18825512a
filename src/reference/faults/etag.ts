import type { Fault } from "./fault.ts";

export const etagFaults: readonly Fault[] = [];
