import type { Fault } from "./fault.ts";

export const extensionFaults: readonly Fault[] = [];
