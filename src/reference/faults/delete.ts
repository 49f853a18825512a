import type { Fault } from "./fault.ts";

export const deleteFaults: readonly Fault[] = [];
