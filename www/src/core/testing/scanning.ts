// A scan of layers whose workers and session are a test's.

import type { Job } from "../../../pkg/layerscope.js";
import { cancelled } from "../problem.ts";
import type { Tools } from "../scanning.ts";
import { Scanning } from "../scanning.ts";
import type { ScanTask, Task } from "../tasks.ts";
import { settled } from "./worker.ts";

/** A job in a worker: its orders, and the answers that a test gives. */
class Running {
  task: ScanTask & Task;
  steered: object[] = [];
  aborted = false;
  over = false;
  resolve: (value: unknown) => void = () => {};
  reject: (error: unknown) => void = () => {};

  constructor(task: ScanTask & Task) {
    this.task = task;
  }

  event(event: { began?: number; missed?: number }) {
    this.task.onEvent?.(event);
  }

  progress(at: number) {
    this.task.onProgress(at, 0);
  }

  /** @param how `met`: it ended there, where another one began */
  async done(buffer: string, { began = 0, met }: { began?: number; met?: number } = {}) {
    this.over = true;
    this.resolve({ buffer: { buffer }, met: met !== undefined, began, at: met ?? 0 });
    await settled();
  }

  async fail(why: unknown) {
    this.over = true;
    this.reject(why);
    await settled();
  }
}

export function scanning(workers: number, layers: { layer: number; stored: number; plain?: boolean }[]) {
  const started: Running[] = [];
  const live = () => started.filter(({ over }) => !over);
  const going = () => live().slice(0, workers);
  /** what the session was asked */
  const home: unknown[][] = [];
  const told: unknown[] = [];
  const finished: number[] = [];
  const tools = {
    pool: {
      room: () => live().length < workers,
      waits: () => live().length > workers,
      run(task: ScanTask & Task, signal: AbortSignal) {
        const running = new Running(task);
        started.push(running);
        signal.addEventListener("abort", () => {
          if (running.over) return;
          running.over = running.aborted = true;
          running.reject(cancelled());
        });
        return new Promise((resolve, reject) => Object.assign(running, { resolve, reject }));
      },
      steer(layer: number, which: (task: Task) => boolean, message: object) {
        const found = going().find(({ task }) => task.layer === layer && which(task));
        found?.steered.push(message);
      },
    },
    home: {
      async give(_: Transferable[], method: string, layer: number, stretches: { buffer: unknown }[]) {
        home.push([method, layer, stretches.map(({ buffer }) => buffer)]);
        return { layers: [] };
      },
      async call(...asked: unknown[]) {
        home.push(asked);
        return { layers: [] };
      },
    },
    files: [new File([], "image.tar")],
    tally: { at: () => {}, finished: (layer: number) => finished.push(layer) },
    tell: (changed: unknown) => told.push(changed),
  };
  const jobs = layers.map((job) => ({ plain: true, file: 0, plan: new Uint8Array(), ...job }));
  new Scanning(tools as unknown as Tools).start(jobs as unknown as Job[]);
  return {
    started,
    home,
    told,
    finished,
    /** The job that walks from a byte of a layer. */
    at(from: number, layer = 0) {
      const found = live().find(({ task }) => task.from === from && task.layer === layer);
      if (!found)
        throw new Error(`no job walks layer ${layer} from ${from}, but ${live().map(({ task }) => task.from)}`);
      return found;
    },
    /** Where they walk from, those of one layer. */
    running: () =>
      live()
        .map(({ task }) => task.from)
        .sort((a, b) => a - b),
    /** The same with layers. */
    all: () =>
      live()
        .map(({ task }) => [task.layer, task.from])
        .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
    /** As `Pool.clear` does. */
    clear() {
      for (const running of live()) {
        running.over = true;
        running.reject(cancelled());
      }
    },
  };
}
