import { onResponse, isCollection, type Fault } from "./fault.ts";

export const createFaults: readonly Fault[] = [
  onResponse({ id: "create-returns-200", area: "create", strength: "must", title: "POST answers 200 instead of 201", requirements: ["7644-3.3-create-201"] }, (r) => {
    if (r.status === 201) r.status = 200;
  }),
  onResponse({ id: "create-not-allowed", area: "create", strength: "must", title: "POST to a collection answers 405", requirements: ["7644-3.3-post-to-resource-endpoint"] }, (r, { request, context }) =>
    request.method === "POST" && isCollection(request.path) && r.status === 201 ? { ...r, ...context.behaviour.error({ status: 405, message: "Not allowed." } as never) } : r,
  ),
];
