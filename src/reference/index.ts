export { startReferenceServer, type ReferenceServer, type ReferenceServerOptions } from "./server.ts";
export { createReferenceDispatcher, type InProcessServer } from "./in-process.ts";
export { findFault, listFaults, triggerOf } from "./faults/index.ts";
