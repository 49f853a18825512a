import type { Fault } from "./fault.ts";

export const attributesFaults: readonly Fault[] = [];
