// A worker that does nothing by itself: a test says what it answers.

/** A message of the page. */
export interface Given {
  id: number;
  type: string;
  what?: string;
  call?: string;
  args?: unknown[];
  hold?: boolean;
}

export class FakeWorker {
  /** what it was given and has not answered */
  jobs: Given[] = [];
  ended = false;
  onmessage: (event: { data: unknown }) => void = () => {};

  postMessage(message: Given) {
    this.jobs.push(message);
  }

  terminate() {
    this.ended = true;
  }

  /** @param answer to its job */
  answer(answer: object) {
    const id = this.jobs.shift()?.id;
    this.onmessage({ data: { id, memory: 0, ...answer } });
  }
}

/** Workers as they are started. */
export function workers() {
  const all: FakeWorker[] = [];
  const spawn = () => {
    const worker = new FakeWorker();
    all.push(worker);
    return worker as unknown as Worker;
  };
  /** The one that was given this call. */
  const at = (call: string) => {
    const found = all.find(({ ended, jobs }) => !ended && jobs[0]?.call === call);
    if (!found) throw new Error(`no worker was given ${call}`);
    return found;
  };
  const given = (call: string) => all.some(({ ended, jobs }) => !ended && jobs[0]?.call === call);
  return { all, spawn, at, given };
}

/** Lets what was answered arrive. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
