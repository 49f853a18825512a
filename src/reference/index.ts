export { startReferenceServer, type ReferenceServer, type ReferenceServerOptions } from "./server.ts";
export { listFaults } from "./faults/index.ts";
