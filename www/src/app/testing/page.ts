// A page without a browser, for tests of the state: a document with nothing in it, and an engine whose answers the test gives.

import "../../ui/testing/browser.ts";

/** No element is there, as before the first drawing. */
const empty = {
  querySelector: () => null,
  getElementById: () => null,
  addEventListener: () => {},
  activeElement: null,
  createTreeWalker: () => ({}),
  createComment: () => ({}),
  visibilityState: "visible",
};
Object.assign(globalThis.document, empty);
class Element {}
/** Node's own keeps the process until its ports are closed. */
class Channel {
  port1 = { onmessage: () => {} };
  port2 = { postMessage: () => this.port1.onmessage() };
}
Object.assign(globalThis, {
  Element,
  HTMLElement: Element,
  MessageChannel: Channel,
  addEventListener: () => {},
  requestAnimationFrame: (work: () => void) => setTimeout(work),
  matchMedia: () => ({ matches: false, addEventListener: () => {} }),
  customElements: { define: () => {} },
});
await import("../settings.state.ts");
await import("../page.state.ts");
await import("../texts.ts");
const { engine } = await import("../engine.ts");
const { store } = await import("../store.ts");

export { engine, store };

/** The engine's answers by the method's name. @returns the questions, as they come */
export function answers(all: Readonly<Record<string, (...args: never[]) => unknown>>): unknown[][] {
  const asked: unknown[][] = [];
  const ask = async (method: string, ...args: unknown[]) => {
    asked.push([method, ...args]);
    const answer = all[method];
    if (!answer) throw { kind: "cancelled", message: `nothing answers ${method}` };
    return answer(...(args as never[]));
  };
  Object.assign(engine, { ask });
  return asked;
}

/** Everything is as before the first file. */
export const fresh = (): void => store.set({ ...store.fresh("file"), phase: "start", notice: "", help: false });

/** A sentence that is announced goes into the store a moment later. */
export const settled = (milliseconds: number = 60): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));
