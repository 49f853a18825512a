import type { Fault } from "./fault.ts";

export const cursorFaults: readonly Fault[] = [];
