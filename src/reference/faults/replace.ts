import type { Fault } from "./fault.ts";

export const replaceFaults: readonly Fault[] = [];
