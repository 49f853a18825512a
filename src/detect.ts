/** The fault matrix: every fault against all suites, spread over worker threads. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FaultResult, GroupResult } from "./selftest.ts";

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

/** What a worker sends back: a FaultResult for a group of one, else a GroupResult. */
interface Answer {
  readonly faults: readonly string[];
  readonly result: FaultResult | GroupResult;
}

/** Keeps one worker busy until the queue is empty. Rejects, naming the faults under way, if the worker breaks. */
function feed(worker: Worker, queue: (readonly string[])[], runs: number, onResult: (answer: Answer) => void): Promise<void> {
  const underWay = new Set<string>();
  return new Promise((resolve, reject) => {
    const broken = (what: string, cause?: unknown): void => reject(new Error(`a worker of the fault matrix ${what}; under way: ${[...underWay].join(", ")}`, { cause }));
    const silence = setTimeout(() => broken(`gave no result for ${SILENCE / 1000} s`), SILENCE);
    const next = (): void => {
      while (underWay.size < runs) {
        const faults = queue.shift();
        if (faults === undefined) break;
        underWay.add(faults.join(" + "));
        worker.postMessage(faults);
      }
      if (underWay.size > 0) return;
      clearTimeout(silence);
      resolve();
    };
    worker.on("message", (answer: Answer) => {
      silence.refresh();
      underWay.delete(answer.faults.join(" + "));
      onResult(answer);
      next();
    });
    worker.on("error", (error: unknown) => broken(`failed (${error instanceof Error ? error.message : String(error)})`, error));
    worker.on("exit", (code) => broken(`ended with code ${code}`));
    next();
  });
}

async function work(groups: readonly (readonly string[])[], options: DetectOptions): Promise<readonly Answer[]> {
  const queue = [...groups];
  const answers: Answer[] = [];
  let done = 0;
  const runs = options.runsPerWorker ?? RUNS_PER_WORKER;
  const count = Math.min(options.workers ?? availableParallelism(), Math.ceil(groups.length / runs));
  const workers = Array.from({ length: count }, startWorker);
  const add = (answer: Answer): void => {
    answers.push(answer);
    done += answer.faults.length;
    options.onProgress?.(done);
  };
  try {
    await Promise.all(workers.map((worker) => feed(worker, queue, runs, add)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers;
}

/** Runs the suites against each fault alone; results in the order of fault ids. Rejects if a worker breaks. */
export async function detect(faults: readonly string[], options: DetectOptions = {}): Promise<readonly FaultResult[]> {
  const answers = await work(faults.map((f) => [f]), options);
  return answers.map((a) => a.result as FaultResult).sort((a, b) => (a.fault < b.fault ? -1 : 1));
}

/** Runs the suites against servers with several faults at once; what each group showed, by its first fault. */
export async function detectGroups(groups: readonly (readonly string[])[], options: DetectOptions = {}): Promise<ReadonlyMap<string, FaultResult | GroupResult>> {
  const answers = await work(groups, options);
  return new Map(answers.map((a) => [a.faults[0] ?? "", a.result]));
}
