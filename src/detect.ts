/** The fault matrix: every fault against all suites, spread over worker threads. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FaultResult } from "./selftest.ts";

export interface DetectOptions {
  /** Threads; one per processor by default. */
  readonly workers?: number;
  /** Runs under way in one worker: while one waits (a check pauses for over a second on purpose), others use the processor. */
  readonly runsPerWorker?: number;
  /** Called with the number of faults done so far. */
  readonly onProgress?: (done: number) => void;
}

const RUNS_PER_WORKER = 6;
/** Longer without any result, in milliseconds: a fault or a check loops for ever, which no timer inside the worker would end. */
const SILENCE = 300_000;

function startWorker(): Worker {
  if (import.meta.url.endsWith(".ts")) throw new Error("the fault matrix runs from dist: npm run detection");
  return new Worker(new URL("./detect-worker.js", import.meta.url));
}

/** Keeps one worker busy until the queue is empty. Rejects, naming the faults under way, if the worker breaks. */
function feed(worker: Worker, queue: string[], runs: number, onResult: (result: FaultResult) => void): Promise<void> {
  const underWay = new Set<string>();
  return new Promise((resolve, reject) => {
    const broken = (what: string, cause?: unknown): void => reject(new Error(`a worker of the fault matrix ${what}; under way: ${[...underWay].join(", ")}`, { cause }));
    const silence = setTimeout(() => broken(`gave no result for ${SILENCE / 1000} s`), SILENCE);
    const next = (): void => {
      while (underWay.size < runs) {
        const fault = queue.shift();
        if (fault === undefined) break;
        underWay.add(fault);
        worker.postMessage(fault);
      }
      if (underWay.size > 0) return;
      clearTimeout(silence);
      resolve();
    };
    worker.on("message", (result: FaultResult) => {
      silence.refresh();
      underWay.delete(result.fault);
      onResult(result);
      next();
    });
    worker.on("error", (error: unknown) => broken(`failed (${error instanceof Error ? error.message : String(error)})`, error));
    worker.on("exit", (code) => broken(`ended with code ${code}`));
    next();
  });
}

/** Runs the suites against each fault; results in the order of fault ids. Rejects if a worker breaks. */
export async function detect(faults: readonly string[], options: DetectOptions = {}): Promise<readonly FaultResult[]> {
  const queue = [...faults];
  const results: FaultResult[] = [];
  const add = (result: FaultResult): void => {
    results.push(result);
    options.onProgress?.(results.length);
  };
  const runs = options.runsPerWorker ?? RUNS_PER_WORKER;
  const count = Math.min(options.workers ?? availableParallelism(), Math.ceil(faults.length / runs));
  const workers = Array.from({ length: count }, startWorker);
  try {
    await Promise.all(workers.map((worker) => feed(worker, queue, runs, add)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results.sort((a, b) => (a.fault < b.fault ? -1 : 1));
}
