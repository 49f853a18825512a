/** A worker of the fault matrix (detect.ts): loads the suites once, takes faults from its parent, sends back what each did. */
import { parentPort } from "node:worker_threads";
import { judgeFault, judgeGroup, runAgainstReference } from "./selftest.ts";
import { loadSuites } from "./suites.ts";

if (!parentPort) throw new Error("src/detect-worker.ts is started by src/detect.ts");
const port = parentPort;
const suites = await loadSuites();
// A failure is left unhandled on purpose: it ends the worker, and the parent says which faults were under way.
port.on("message", (faults: readonly string[]) => {
  const [first = "", ...others] = faults;
  void runAgainstReference(suites, { faults }).then((run) => port.postMessage({ faults, result: others.length === 0 ? judgeFault(first, run) : judgeGroup(run) }));
});
