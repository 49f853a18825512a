/** All faults of the reference server. */
import type { FaultInfo } from "../../model/fault.ts";
import type { Behaviour } from "../behaviour.ts";
import { attributesFaults } from "./attributes.ts";
import { authFaults } from "./auth.ts";
import { createFaults } from "./create.ts";
import { deleteFaults } from "./delete.ts";
import { discoveryFaults } from "./discovery.ts";
import { edgeFaults } from "./edges.ts";
import { errorsFaults } from "./errors.ts";
import type { Fault } from "./fault.ts";
import { httpFaults } from "./http.ts";
import { quirks } from "./quirks.ts";
import { queryQuirks } from "./quirks-queries.ts";
import { valueQuirks } from "./quirks-values.ts";
import { readFaults } from "./read.ts";
import { replaceFaults } from "./replace.ts";
import { resourceTypeFaults } from "./resource-type.ts";
import { schemaFaults } from "./schema.ts";
import { patchFaults } from "./patch.ts";
import { patchChangeFaults } from "./patch-change.ts";
import { filterFaults } from "./filter.ts";
import { filterSyntaxFaults } from "./filter-syntax.ts";
import { seededFamilies } from "./seeded/index.ts";
import { sortFaults } from "./sort.ts";
import { paginationFaults } from "./pagination.ts";
import { cursorFaults } from "./cursor.ts";
import { projectionFaults } from "./projection.ts";
import { searchFaults } from "./search.ts";
import { meFaults } from "./me.ts";
import { bulkAnswerFaults } from "./bulk.ts";
import { bulkJobFaults } from "./bulk-job.ts";
import { bulkReferenceFaults } from "./bulk-reference.ts";
import { etagFaults } from "./etag.ts";
import { securityFaults } from "./security.ts";
import { multiValuedFaults } from "./multi-valued.ts";
import { extensionFaults } from "./extension.ts";
import { groupFaults } from "./group.ts";
import { concurrencyFaults } from "./concurrency.ts";
import { groupUsersFaults } from "./group-users.ts";
import { userFaults } from "./user.ts";

const ALL: readonly Fault[] = [
  ...attributesFaults,
  ...authFaults,
  ...createFaults,
  ...deleteFaults,
  ...discoveryFaults,
  ...edgeFaults,
  ...errorsFaults,
  ...httpFaults,
  ...quirks,
  ...queryQuirks,
  ...valueQuirks,
  ...readFaults,
  ...replaceFaults,
  ...resourceTypeFaults,
  ...schemaFaults,
  ...patchFaults,
  ...patchChangeFaults,
  ...filterFaults,
  ...filterSyntaxFaults,
  ...sortFaults,
  ...paginationFaults,
  ...cursorFaults,
  ...projectionFaults,
  ...searchFaults,
  ...meFaults,
  ...bulkAnswerFaults,
  ...bulkJobFaults,
  ...bulkReferenceFaults,
  ...etagFaults,
  ...securityFaults,
  ...multiValuedFaults,
  ...extensionFaults,
  ...groupFaults,
  ...groupUsersFaults,
  ...concurrencyFaults,
  ...userFaults,
];

/** Metadata of every fault; families of seeded ones stand for all their seeds. */
export function listFaults(): readonly FaultInfo[] {
  return [...ALL.map(({ apply: _apply, ...info }) => info), ...seededFamilies.map(({ make: _make, trigger: _trigger, ...info }) => info)];
}

/** Under which condition a seeded fault shows, in words; null for others. */
export function triggerOf(id: string): string | null {
  const [name, seed] = split(id);
  return seededFamilies.find((f) => f.id === name)?.trigger(seed) ?? null;
}

/** `<family>#<seed>` in its parts; without a seed it is 0. */
function split(id: string): readonly [name: string, seed: number] {
  const [name = "", seed] = id.split("#");
  return [name, seed !== undefined && /^\d{1,9}$/.test(seed) ? Number(seed) : 0];
}

function seeded(id: string): Fault | undefined {
  const [name, seed] = split(id);
  const family = seededFamilies.find((f) => f.id === name);
  return family && { ...family, id, apply: family.make(seed) };
}

/** Names of the behaviour's functions that a fault replaces. */
export function replacedBy(id: string, behaviour: Behaviour): readonly string[] {
  return Object.keys(findFault(id).apply(behaviour));
}

/** The fault of that id; throws with the nearest spellings if there is none. */
export function findFault(id: string): Fault {
  const found = ALL.find((f) => f.id === id) ?? seeded(id);
  if (found) return found;
  const words = id.split(/[-:.#]/);
  const near = listFaults().filter((f) => words.some((w) => w.length > 3 && f.id.includes(w))).slice(0, 3).map((f) => f.id);
  throw new Error(`unknown fault ${id}${near.length > 0 ? `; did you mean ${near.join(" or ")}?` : ""} (scimspec list faults)`);
}
