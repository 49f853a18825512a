import { ScimError, type Stored } from "../types.ts";
import { faultsOf, isSingle, onResponse, type Fault } from "./fault.ts";

const { must, should } = faultsOf("delete");

export const deleteFaults: readonly Fault[] = [
  onResponse(must("delete-wrong-success-status", "DELETE answers 200 with a body", "7644-3.6-delete-204"), (r, c) => {
    if (r.status === 204 && c.request.method === "DELETE") Object.assign(r, { status: 200, headers: [["Content-Type", "application/scim+json"]], body: { schemas: [], deleted: true } });
  }),
  { ...must("delete-without-effect", "DELETE answers 204 and deletes nothing", "7644-3.6-deleted-404"), apply: () => ({ remove: () => {} }) },
  onResponse(must("deleted-put-accepted", "PUT to a deleted resource answers 200", "7644-3.6-deleted-404"), (r, { request }) => {
    if (r.status === 404 && request.method === "PUT" && isSingle(request.path)) Object.assign(r, { status: 200, body: { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "x" } });
  }),
  {
    ...must("deleted-user-still-listed", "Deleted resources stay in lists", "7644-3.6-deleted-not-in-queries"),
    apply: (b) => ({
      remove(id, type, call) {
        const gone = (call.context.memory.get("gone") as Map<string, Stored> | undefined) ?? new Map<string, Stored>();
        call.context.memory.set("gone", gone);
        const resource = b.find(id, type, call);
        if (resource) gone.set(`${type.endpoint}/${id}`, b.complete(resource, type, call));
        b.remove(id, type, call);
      },
      candidates(types, call) {
        const gone = (call.context.memory.get("gone") as Map<string, Stored> | undefined) ?? new Map<string, Stored>();
        return [...b.candidates(types, call), ...[...gone].flatMap(([path, resource]) => types.filter((t) => path.startsWith(`${t.endpoint}/`)).map((type) => ({ type, resource })))];
      },
    }),
  },
  onResponse(must("delete-unknown-500", "DELETE of an unknown id answers 500", "7644-3.12-delete-unknown-404"), (r, { request, context }) =>
    r.status === 404 && request.method === "DELETE" ? context.behaviour.error(new ScimError(500, "Null reference.")) : r,
  ),
  onResponse(must("delete-unknown-204", "DELETE of an unknown id answers 204", "7644-3.12-delete-unknown-404"), (r, { request }) => {
    if (r.status === 404 && request.method === "DELETE") Object.assign(r, { status: 204, headers: [], body: undefined });
  }),
  {
    ...should("deleted-username-blocks-recreate", "The userName of a deleted user stays taken", "7644-3.6-deleted-no-conflict"),
    apply: (b) => ({
      remove(id, type, call) {
        const taken = (call.context.memory.get("taken") as Set<string> | undefined) ?? new Set<string>();
        call.context.memory.set("taken", taken);
        taken.add(String(b.find(id, type, call)?.["userName"] ?? ""));
        b.remove(id, type, call);
      },
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        const taken = call.context.memory.get("taken") as Set<string> | undefined;
        if (type.name === "User" && taken?.has(String(resource["userName"]))) throw new ScimError(409, "The userName was used before.", "uniqueness");
      },
    }),
  },
  {
    ...must("delete-id-reused", "A user gets the id of the deleted user of the same name", "7643-3.1-id-non-reassignable"),
    apply: (b) => ({
      remove(id, type, call) {
        call.context.memory.set(`id of ${String(b.find(id, type, call)?.["userName"])}`, id);
        b.remove(id, type, call);
      },
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const old = call.context.memory.get(`id of ${String(values["userName"])}`);
        return typeof old === "string" && type.name === "User" ? { ...made, id: old } : made;
      },
    }),
  },
  {
    ...must("delete-fails-on-duplicate-membership", "A user who is twice in one group cannot be deleted", "7644-3.6-delete-204"),
    apply: (b) => ({
      remove(id, type, call) {
        const groups = [...call.context.store(call.principal.tenant, "Group").values()];
        if (groups.some((g) => ((g["members"] ?? []) as { value?: unknown }[]).filter((m) => m.value === id).length > 1)) throw new ScimError(500, "Query returned more than one row.");
        b.remove(id, type, call);
      },
    }),
  },
];
