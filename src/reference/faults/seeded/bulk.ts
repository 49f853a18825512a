/** Seeded faults of bulk jobs. */
import type { Behaviour } from "../../behaviour.ts";
import { isObject, type BulkOperation, type ServerRequest } from "../../types.ts";
import { family, type SeededFamily } from "./family.ts";

const AREA = "bulk";
const STATE = "7644-3.7-bulk-intent-preserved";

/** Operations of one method in a job, counted; a new job begins with each request. */
function counting(method: string, each: (n: number, operation: BulkOperation) => BulkOperation | null): (b: Behaviour) => Partial<Behaviour> {
  return (b) => {
    let count = 0;
    return {
      readBulk(body, size) {
        count = 0;
        return b.readBulk(body, size);
      },
      bulkOperation(operation, call, send) {
        if (operation.method !== method) return b.bulkOperation(operation, call, send);
        count += 1;
        const changed = each(count, operation);
        // What is not carried out is answered as if it were: with the resource as it stands.
        const idle = (request: ServerRequest) => send({ ...request, method: "GET", body: Buffer.alloc(0) });
        return changed === null ? b.bulkOperation(operation, call, idle) : b.bulkOperation(changed, call, send);
      },
    };
  };
}

export const seededBulkFaults: readonly SeededFamily[] = [
  family({
    id: "bulk-patch-lost",
    area: AREA,
    title: "A certain PATCH of a job is reported and not carried out",
    requirements: [STATE],
    draw: (d) => d.int(3, 4),
    words: (n) => `PATCH number ${n} of a job, and those that follow`,
    apply: (n) => counting("PATCH", (count, operation) => (count >= n ? null : operation)),
  }),
  family({
    id: "bulk-posts-alike",
    area: AREA,
    title: "From a certain POST of a job on, texts are those of the POST before",
    requirements: [STATE],
    draw: (d) => d.int(3, 4),
    words: (n) => `POST number ${n} of a job, and those that follow`,
    apply: (n) => {
      let before: BulkOperation["data"];
      return counting("POST", (count, operation) => {
        const { data } = operation;
        const kept = before;
        before = data;
        if (count < n || !isObject(data) || !isObject(kept)) return operation;
        // Names stay, so that nothing collides.
        const texts = Object.fromEntries(Object.entries(kept).filter(([name, v]) => typeof v === "string" && !/^(userName|displayName|externalId|id)$/.test(name) && typeof data[name] === "string"));
        return { ...operation, data: { ...data, ...texts } };
      });
    },
  }),
];
