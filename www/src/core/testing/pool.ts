// Tasks for a pool whose workers are a test's, and what became of them.
import type { ReadTask, Task } from "../tasks.ts";

/** @param call any name: a fake worker gets it */
export const job = (what: ReadTask["what"], call: string): Task =>
  ({
    what,
    call: call as ReadTask["call"],
    args: [],
    layer: null,
    onChunk: () => {},
    onProgress: () => {},
  }) as Task;

export const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    ({ kind }) => kind,
  );
