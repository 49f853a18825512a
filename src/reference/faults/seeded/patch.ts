/** Seeded faults of PATCH. */
import type { Call } from "../../behaviour.ts";
import { isObject, type Filter, type Json, type PatchOperation, type PatchTarget, type Stored } from "../../types.ts";
import { listOf } from "../../values.ts";
import { aLatinLetter, aPart, eachText, holds, replaced } from "./characters.ts";
import { family, type SeededFamily } from "./family.ts";

const R = "7644-3.5.2";

const swapped = (operations: readonly PatchOperation[], n: number): readonly PatchOperation[] => {
  const [before, at] = [operations[n - 2], operations[n - 1]];
  return before && at ? [...operations.slice(0, n - 2), at, before, ...operations.slice(n)] : operations;
};

function literals(filter: Filter): readonly string[] {
  if (filter.kind === "and" || filter.kind === "or") return [...literals(filter.left), ...literals(filter.right)];
  if (filter.kind === "not") return literals(filter.inner);
  return filter.kind === "compare" && typeof filter.literal === "string" ? [filter.literal] : [];
}

function selectedBy(target: PatchTarget, previous: Json | undefined, call: Call): readonly boolean[] {
  const { filter, definition } = target;
  return listOf(previous).map((v) => filter !== null && definition !== null && call.context.behaviour.matchesValue(filter, v, definition, call));
}

export const seededPatchFaults: readonly SeededFamily[] = [
  family({
    id: "patch-order",
    area: "patch",
    title: "A later operation of a PATCH is applied before the one in front of it",
    requirements: [`${R}-ops-sequential`],
    draw: (d) => d.int(4, 5),
    words: (n) => `operation ${n}`,
    apply: (n) => (b) => ({ applyAll: (resource, operations, type, call) => b.applyAll(resource, swapped(operations, n), type, call) }),
  }),
  family({
    id: "patch-operation-lost",
    area: "patch",
    title: "A PATCH of many operations loses one of them",
    requirements: [`${R}-ops-sequential`],
    draw: (d) => d.int(4, 6),
    words: (n) => `operation ${n}`,
    apply: (n) => (b) => ({ applyAll: (resource, operations, type, call) => b.applyAll(resource, operations.filter((_o, i) => i !== n - 1), type, call) }),
  }),
  family({
    id: "patch-not-atomic",
    area: "patch",
    title: "When a later operation fails, what came before it stays",
    requirements: [`${R}-atomic`, `${R}-restore-on-error`],
    draw: (d) => d.int(4, 5),
    words: (n) => `a failing operation after ${n - 1} or more others`,
    apply: (n) => (b) => ({
      applyAll(resource, operations, type, call) {
        try {
          return b.applyAll(resource, operations, type, call);
        } catch (error) {
          let done = resource;
          let count = 0;
          for (const operation of operations) {
            try {
              done = b.applyOperation(done, operation, type, call);
              count += 1;
            } catch {
              break;
            }
          }
          if (count >= n - 1) call.context.store(call.principal.tenant, type.name).set(String(resource["id"]), { ...done, meta: resource["meta"] as Json });
          throw error;
        }
      },
    }),
  }),
  family({
    id: "patch-remove-many",
    area: "patch",
    title: "Removal by filter leaves the last of many matching values",
    requirements: [`${R}.2-remove-multi-value-filter`],
    draw: (d) => d.int(3, 3),
    words: (n) => `${n} or more matching values`,
    apply: (n) => (b) => ({
      patchRemove(previous, target, value, call) {
        const chosen = target.filter && !target.sub && target.definition?.name !== "members" ? selectedBy(target, previous, call) : [];
        if (chosen.filter(Boolean).length < n) return b.patchRemove(previous, target, value, call);
        const last = chosen.lastIndexOf(true);
        return listOf(previous).filter((_v, i) => !chosen[i] || i === last);
      },
    }),
  }),
  family({
    id: "patch-pathless-many",
    area: "patch",
    title: "An operation without path loses one of many attributes",
    requirements: [`${R}.1-add-no-path`, `${R}.3-replace-no-path`],
    draw: (d) => d.int(4, 5),
    words: (n) => `attribute ${n} of at least ${n}`,
    apply: (n) => (b) => ({
      applyOperation(resource, operation, type, call) {
        const { path, value } = operation;
        if (path !== null || !isObject(value) || Object.keys(value).length < n) return b.applyOperation(resource, operation, type, call);
        return b.applyOperation(resource, { ...operation, value: Object.fromEntries(Object.entries(value).filter((_e, i) => i !== n - 1)) }, type, call);
      },
    }),
  }),
  family({
    id: "patch-add-to-many",
    area: "patch",
    title: "Adding to an attribute with several values takes the place of the last one",
    requirements: [`${R}.1-add-multivalued-appends`],
    draw: (d) => d.int(4, 5),
    words: (n) => `an attribute that has ${n} or more values`,
    apply: (n) => (b) => ({
      patchAdd(previous, target, value, call) {
        const whole = !target.filter && !target.sub && target.definition?.name !== "members";
        return b.patchAdd(whole && Array.isArray(previous) && previous.length >= n ? (previous as Json[]).slice(0, -1) : previous, target, value, call);
      },
    }),
  }),
  family({
    id: "patch-extension-after-others",
    area: "patch",
    title: "An operation on an extension attribute is ignored behind others",
    requirements: [`${R}-path-notation`, `${R}-ops-sequential`],
    draw: (d) => d.int(3, 4),
    words: (n) => `an operation with a URN, at place ${n} or later`,
    apply: (n) => (b) => ({ applyAll: (resource, operations, type, call) => b.applyAll(resource, operations.filter((o, i) => i < n - 1 || o.path === null || !/^urn:.*extension/i.test(o.path)), type, call) }),
  }),
  family({
    id: "patch-filter-character",
    area: "patch",
    title: "A path with a filter does not find values with some characters",
    requirements: [`${R}.2-remove-multi-value-filter`, `${R}.3-replace-filter-match`],
    draw: (d) => (d.int(0, 1) === 0 ? aPart(d) : aLatinLetter(d)),
    words: (c) => `${c.name} in the filter of a path`,
    apply: (c) => (b) => ({
      matchesValue: (filter, value, definition, call) => b.matchesValue(filter, value, definition, call) && !(call.request.method === "PATCH" && literals(filter).some((l) => holds(c, l))),
    }),
  }),
  family({
    id: "patch-character",
    area: "patch",
    title: "PATCH stores some characters as others",
    requirements: [`${R}.3-replace-single`, "7643-2.3.1-string-unicode-utf8"],
    draw: (d) => (d.int(0, 1) === 0 ? aPart(d) : aLatinLetter(d)),
    words: (c) => c.name,
    apply: (c) => (b) => ({
      applyOperation: (resource, operation, type, call) => b.applyOperation(resource, operation.value === undefined ? operation : { ...operation, value: eachText(operation.value, (t) => replaced(c, t, "?")) }, type, call),
    }),
  }),
  family({
    id: "patch-sub-attribute-twice",
    area: "patch",
    title: "A second operation on the same complex attribute forgets the first",
    requirements: [`${R}-ops-sequential`, `${R}.3-replace-complex-merge`],
    draw: (d) => d.int(1, 1),
    words: (n) => `two operations of one PATCH on parts of one complex attribute, ${n} or more places apart`,
    apply: (n) => (b) => ({
      applyAll(resource, operations, type, call) {
        const heads = operations.map((o) => /^(?:urn:.*:)?([A-Za-z]+)\.[A-Za-z]+$/.exec(o.path ?? "")?.[1]?.toLowerCase());
        // The earlier operation is lost only where others stand in between.
        const lost = heads.map((h, i) => h !== undefined && heads.some((g, j) => j >= i + n && g === h));
        return b.applyAll(resource, operations.filter((_o, i) => !lost[i]), type, call);
      },
    }),
  }),
  family({
    id: "patch-remove-then-add",
    area: "patch",
    title: "What one PATCH removes and adds again stays removed",
    requirements: [`${R}-ops-sequential`],
    draw: (d) => d.pick(["add", "replace"] as const),
    words: (op) => `remove and, somewhere behind it, ${op} of the same attribute in one PATCH of at least three operations`,
    apply: (op) => (b) => ({
      applyAll(resource, operations, type, call) {
        if (operations.length < 3) return b.applyAll(resource, operations, type, call);
        const removed = new Set<string>();
        const kept = operations.filter((o) => {
          const path = (o.path ?? "").toLowerCase();
          if (o.op === "remove") removed.add(path);
          return !(o.op === op && path !== "" && removed.has(path));
        });
        return b.applyAll(resource, kept, type, call);
      },
    }),
  }),
  family({
    id: "patch-answer-differs",
    area: "patch",
    title: "The answer to a PATCH of several operations shows the state before the last one",
    requirements: ["7644-3.1-response-reflects-state"],
    draw: (d) => d.int(4, 5),
    words: (n) => `${n} or more operations`,
    apply: (n) => (b) => ({
      present(resource, type, call) {
        const { request } = call;
        if (request.method !== "PATCH") return b.present(resource, type, call);
        const body = JSON.parse(request.body.toString("utf8")) as Stored;
        const operations = body["Operations"];
        const before = call.context.memory.get(`before ${String(resource["id"])}`) as Stored | undefined;
        return b.present(Array.isArray(operations) && operations.length >= n && before ? before : resource, type, call);
      },
      applyAll(resource, operations, type, call) {
        call.context.memory.set(`before ${String(resource["id"])}`, operations.length > 1 ? { ...b.applyAll(resource, operations.slice(0, -1), type, call), id: resource["id"] as Json, meta: resource["meta"] as Json } : resource);
        return b.applyAll(resource, operations, type, call);
      },
    }),
  }),
  family({
    id: "patch-spelling",
    area: "patch",
    title: "A path in capitals, or with the URN of its schema, is ignored in a PATCH of several operations",
    requirements: [`${R}-path-notation`],
    draw: (d) => d.pick(["capitals", "URN"] as const),
    words: (how) => `remove or replace with a path ${how === "URN" ? "behind the URN of the base schema" : "in capitals"}, in a PATCH of two or more operations`,
    apply: (how) => (b) => ({
      applyAll(resource, operations, type, call) {
        const odd = (path: string): boolean => (how === "URN" ? path.toLowerCase().startsWith(`${type.schema.toLowerCase()}:`) : /(^|:)[A-Z]{3,}/.test(path));
        const kept = operations.filter((o) => o.op === "add" || o.path === null || !odd(o.path));
        return b.applyAll(resource, operations.length > 1 ? kept : operations, type, call);
      },
    }),
  }),
  family({
    id: "patch-stores-otherwise",
    area: "patch",
    title: "PATCH cuts texts that POST and PUT store whole",
    requirements: [`${R}.3-replace-purpose`],
    draw: (d) => d.pick([12, 16, 20, 24] as const),
    words: (n) => `texts of more than ${n} characters, punctuation or letters beyond ASCII among them, in a PATCH of three or more operations`,
    apply: (n) => (b) => ({
      applyAll: (resource, operations, type, call) => b.applyAll(resource, operations.length < 3 ? operations : operations.map((o) => (o.value === undefined ? o : { ...o, value: eachText(o.value, (t) => (/^https?:|^tel:|@|^\d{4}-|^[\w .-]*$/.test(t) ? t : Array.from(t).slice(0, n).join(""))) })), type, call),
    }),
  }),
  family({
    id: "members-many-added",
    area: "group",
    title: "Of many members that are added at once the last is lost",
    requirements: [`${R}.1-add-multivalued-appends`],
    draw: (d) => d.int(4, 5),
    words: (n) => `${n} or more members in one operation`,
    apply: (n) => (b) => ({
      patchAdd: (previous, target, value, call) => b.patchAdd(previous, target, target.definition?.name === "members" && Array.isArray(value) && value.length >= n ? (value as Json[]).slice(0, -1) : value, call),
    }),
  }),
  family({
    id: "members-removed-after-add",
    area: "group",
    title: "Removing a member in the request that adds others removes one of those, too",
    requirements: [`${R}.2-remove-multi-value-filter`, `${R}-ops-sequential`],
    draw: (d) => d.int(2, 2),
    words: (n) => `a removal of a member behind ${n - 1} or more other operations on members`,
    apply: (n) => (b) => ({
      applyAll(resource, operations, type, call) {
        const next = b.applyAll(resource, operations, type, call);
        const last = operations.at(-1);
        const onMembers = operations.filter((o) => /^members/i.test(o.path ?? "")).length;
        const members = next["members"];
        return onMembers >= n && last?.op === "remove" && /^members\[/i.test(last.path ?? "") && Array.isArray(members) && members.length > 1 ? { ...next, members: (members as Json[]).slice(0, -1) } : next;
      },
    }),
  }),
];
