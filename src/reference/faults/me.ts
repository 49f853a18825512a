import type { Fault } from "./fault.ts";

export const meFaults: readonly Fault[] = [];
