// A worker that does nothing by itself: a test says what it answers.

export class FakeWorker {
  /** @type {any[]} what it was given and has not answered */
  jobs = [];
  ended = false;
  /** @type {(event: { data: any }) => void} */
  onmessage = () => {};

  /** @param {any} message */
  postMessage(message) {
    this.jobs.push(message);
  }

  terminate() {
    this.ended = true;
  }

  /** @param {any} answer to its job */
  answer(answer) {
    const { id } = this.jobs.shift();
    this.onmessage({ data: { id, memory: 0, ...answer } });
  }
}

/** Workers as they are started. */
export function workers() {
  /** @type {FakeWorker[]} */
  const all = [];
  const spawn = () => {
    const worker = new FakeWorker();
    all.push(worker);
    return /** @type {Worker} */ (/** @type {unknown} */ (worker));
  };
  /** The one that was given this call. @param {string} call */
  const at = (call) => {
    const found = all.find(({ ended, jobs }) => !ended && jobs[0]?.call === call);
    if (!found) throw new Error(`nobody was given ${call}`);
    return found;
  };
  /** @param {string} call */
  const given = (call) => all.some(({ ended, jobs }) => !ended && jobs[0]?.call === call);
  return { all, spawn, at, given };
}

/** Lets what was answered arrive. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
