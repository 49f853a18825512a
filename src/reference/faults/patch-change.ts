/** Faults of PATCH remove and replace, and of PATCH on the members of groups. */
import type { Fault } from "./fault.ts";
import { patchMemberFaults } from "./patch-members.ts";
import { patchRemoveFaults } from "./patch-remove.ts";
import { patchReplaceFaults } from "./patch-replace.ts";

export const patchChangeFaults: readonly Fault[] = [...patchRemoveFaults, ...patchMemberFaults, ...patchReplaceFaults];
