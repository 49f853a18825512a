/** A worker of the proof: makes one trial after the other. */
import { parentPort } from "node:worker_threads";
import { tryOut, type Trial } from "./proof.ts";
import { loadSuites } from "./suites.ts";

const suites = loadSuites();
parentPort?.on("message", (trial: Trial) => {
  void suites.then((loaded) => tryOut(loaded, trial)).then((result) => parentPort?.postMessage(result));
});
