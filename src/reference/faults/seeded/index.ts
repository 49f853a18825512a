/** All families of seeded faults. */
import { seededBulkFaults } from "./bulk.ts";
import type { SeededFamily } from "./family.ts";
import { seededFilterFaults } from "./filter.ts";
import { seededListFaults } from "./lists.ts";
import { seededPatchFaults } from "./patch.ts";
import { seededValueFaults } from "./values.ts";

export const seededFamilies: readonly SeededFamily[] = [...seededFilterFaults, ...seededValueFaults, ...seededPatchFaults, ...seededListFaults, ...seededBulkFaults];
