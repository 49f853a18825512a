import type { Fault } from "./fault.ts";

export const resourceTypeFaults: readonly Fault[] = [];
