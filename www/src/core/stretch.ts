// A layer's bytes inside a worker: a stretch of it scanned, or all of it hashed, and what the page says meanwhile.

import type { Hashed } from "../../pkg/layerscope.js";
import * as core from "../../pkg/layerscope.js";
import { answer, drive } from "./drive.ts";

/** `from` = where a stretch begins; `files` = where the files start that are hashed, too. */
export type Job = { file: File; plan: Uint8Array; from: number; files: Float64Array; proven: boolean };
export type Scanned = { buffer: Uint8Array<ArrayBuffer>; met: boolean; began: number; at: number };
/** A stretch's report while it runs. */
export type StretchEvent = { began?: number; missed?: number };
export type Made<T> = { result: T; transfer: Transferable[] };

/** The scan that runs, and the header where it may end. */
let running: { task: core.Task; until: number } | null = null;
/** Set while the person looks around: resolves when the work may go on. */
let hold: { over: Promise<void>; end: () => void } | null = null;

/** An order from the page to the running job. */
export function steer({ hold: holding, endAt }: { hold?: boolean; endAt?: number }) {
  if (holding === false) {
    hold?.end();
    hold = null;
  } else if (holding && !hold) {
    let end: () => void = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    hold = { over, end };
  }
  if (endAt === undefined || !running) return;
  running.until = endAt;
  running.task.endAt(endAt);
}

/** Scans from a byte on. Tells where it began, and when it has passed the header where it was to end. */
export async function scanStretch(
  { file, plan, from }: Job,
  tell: (done: number, total: number) => void,
  event: (event: StretchEvent) => void,
): Promise<Made<Scanned>> {
  const task = core.scan(plan, from, tell);
  const mine = { task, until: -1 };
  let told = from === 0;
  const look = () => {
    if (!told && task.began >= 0) {
      told = true;
      event({ began: task.began });
    }
    if (mine.until < 0 || task.at <= mine.until) return;
    const missed = mine.until;
    mine.until = -1;
    event({ missed });
  };
  running = mine;
  try {
    await drive(task, file, look);
    look();
    const buffer = task.result();
    return { result: { buffer, met: task.met, began: task.began, at: task.at }, transfer: [buffer.buffer] };
  } finally {
    if (running === mine) running = null;
    task.free();
  }
}

export async function hashLayer(
  { file, plan, files, proven }: Job,
  tell: (done: number, total: number) => void,
): Promise<Made<Hashed>> {
  const result = await answer(core.hash(plan, files, proven, tell), file, () => hold?.over);
  return { result, transfer: [result.contents.buffer] };
}
